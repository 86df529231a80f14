import { z } from 'zod';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u);

/** What a second release changes about an enrolment; local days. Kept with the offer until the client has answered. */
export const secondRelease = z.strictObject({
  /** The new D0; without a release day the day of reporting in, else today. */
  releaseOn: day,
  decisionOn: day.nullable(),
  deadlineDays: z.union([z.literal(15), z.literal(2)]),
  reportedOn: day.nullable(),
  /** The newly agreed end; null while it is unknown. */
  endOn: day.nullable(),
});
/** @see secondRelease */
export type SecondRelease = z.infer<typeof secondRelease>;
