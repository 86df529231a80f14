/**
 * For how long things are kept, in days (docs/domain.md §6.10). What the client is told and what the sweep does are to
 * read the same numbers.
 */
export const retentionDays = {
  /** Answers of check-ins; weekly averages afterwards. */
  answers: 90,
  /** The words of a message, after it was sent. */
  messages: 7,
  /** Kind, times and people of an alert; its words are never kept. */
  alerts: 3 * 365,
} as const;
