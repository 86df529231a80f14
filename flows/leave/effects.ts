/** Effects of leave (请销假). */
export type LeaveEffect =
  /** The client of this turn asks; an older wish that nobody has answered gives way to it. */
  | {
      readonly do: 'leave.ask';
      readonly leaveId: string;
      readonly fromDay: string;
      readonly toDay: string;
      readonly away: boolean;
    }
  /** A person has decided. Nothing happens when it was decided before. Plans anew. */
  | { readonly do: 'leave.decide'; readonly leaveId: string; readonly approved: boolean }
  /** The client is back (or does not go): the leave is over, and the plan is whole again. */
  | { readonly do: 'leave.end'; readonly leaveId: string };
