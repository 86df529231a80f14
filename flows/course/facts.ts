/** How a client's follow-up goes on. Local days. */
export interface CourseFacts {
  /** The day up to which the last opened block runs; null: none runs. */
  readonly blockUntil: string | null;
  /** The agreed end. */
  readonly endOn: string | null;
  /** The latest end that the law allows: three years from report-in; null while that day is unknown. */
  readonly latestEnd: string | null;
  /** A person has stepped the cadence down. */
  readonly lighter: boolean;
}

/** Look-ups of the course. Null when the client is not the viewer's to see. */
export interface CourseLookUps {
  course(personId: string): CourseFacts | null;
}
