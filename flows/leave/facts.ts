/** A leave as the viewer may see it. Days are the client's local days, both inclusive. */
export interface LeaveFacts {
  readonly id: string;
  readonly personId: string;
  readonly alias: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly days: number;
  /** Outside the county. */
  readonly away: boolean;
  readonly state: 'asked' | 'approved' | 'declined' | 'returned';
  readonly worker: { readonly personId: string; readonly alias: string } | null;
  /** The morning after the last day, where the client is: time to ask whether they are back. */
  readonly backAt: Date;
  /** Appointments that were told and fall into the leave, oldest first. */
  readonly appointments: readonly { readonly id: string; readonly startsAt: Date; readonly origin: string }[];
}

/** Look-ups of leave. What is not the viewer's to see is answered with null. */
export interface LeaveLookUps {
  leave(id: string): LeaveFacts | null;
  /** The viewer's own leave that is asked for or runs, the newest; null when there is none. */
  myLeave(): LeaveFacts | null;
}
