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
  /** A wish for leave that came to nothing, from its end: the worker may still be asked about it. */
  wishes: 30,
  /** Closer days tell of a lapse: from their first day. They last thirty days and are nothing to the plan after that. */
  blocks: 90,
  /**
   * Leave that was granted, and what was switched off, from the end of the person's programme. Until then the leave is
   * their proof that an absence was excused, and a switched-off kind holds; whoever returns in time finds both.
   */
  ended: 90,
} as const;
