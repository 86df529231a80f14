import { z } from 'zod';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u);

/** The test templates of the programme, each to be confirmed for the place before it runs. */
export const testTemplates = ['cn-22', 'cn-12', 'cn-28'] as const;

/** What a worker knows of a client before the client says yes; kept with the invitation, copied when redeemed. */
export const clientInvitation = z.strictObject({
  /** A pseudonym. */
  alias: z.string().min(1).max(20),
  /** D0; without a release day the day of reporting in, else the day of the invitation. */
  releaseOn: day,
  decisionOn: day.nullable(),
  deadlineDays: z.union([z.literal(15), z.literal(2)]),
  reportedOn: day.nullable(),
  testTemplate: z.enum(testTemplates).nullable(),
  workerId: z.string(),
});
export type ClientInvitation = z.infer<typeof clientInvitation>;

/** How long an invitation is good. */
export const invitationDays = 7;
