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
  /** Who has been asked: the worker, or whoever stands in for them. */
  readonly asked: { readonly personId: string; readonly alias: string } | null;
  /** The morning after the last day, where the client is: time to ask whether they are back. */
  readonly backAt: Date;
  /** Appointments that were told and fall into the leave, oldest first. */
  readonly appointments: readonly { readonly id: string; readonly startsAt: Date; readonly origin: string }[];
}

/** Who decides on a leave that is asked for now. */
export interface LeaveDesk {
  readonly personId: string;
  readonly alias: string;
  /** What the worker is called in whose place they decide; null when it is the worker, or there is none. */
  readonly standsInFor: string | null;
}

/** Look-ups of leave. What is not the viewer's to see is answered with null. */
export interface LeaveLookUps {
  leave(id: string): LeaveFacts | null;
  /** The viewer's own leave that is asked for or runs, the newest; null when there is none. */
  myLeave(): LeaveFacts | null;
  /**
   * For the client: their worker; when the worker is away by the rota or cannot be reached, whoever stands in, else
   * whoever is on call first (the operator sees no client's file). Null: nobody.
   */
  leaveDesk(): LeaveDesk | null;
  /** For the system: what colleagues were asked for whom this person stands in at this moment. */
  leaveWaiting(personId: string): readonly { readonly taskId: string; readonly alias: string }[];
}
