/** What the missed-response ladder needs to know. */
export interface SilenceFacts {
  /** When the first check-in went out that has had no answer. */
  readonly since: Date;
  /** How many check-ins have gone out since, that one included. */
  readonly asked: number;
}

export interface CheckInFacts {
  /** Null while nothing is unanswered. */
  silence(personId: string): SilenceFacts | null;
  /** A contact of this person that is active and not the preferred one; null if there is none. */
  otherAddress(personId: string): string | null;
}
