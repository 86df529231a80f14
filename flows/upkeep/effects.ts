/** Effects of the system's own upkeep. */
export type UpkeepEffect =
  /** Forget what is past its time (docs/domain.md §6.10). */
  { readonly do: 'retention.sweep' };
