/** Effects of the course of a follow-up. */
export type CourseEffect =
  /**
   * Opens thirty closer days for a client from this local day on; a person does, after a lapse or a return. Nothing of
   * the record changes: days on the road, milestones and what was done stay. Plans anew.
   */
  {
    readonly do: 'block.open';
    readonly blockId: string;
    readonly personId: string;
    readonly fromDay: string;
  };
