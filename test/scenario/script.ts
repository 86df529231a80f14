import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** Text typed by a person: the same in both languages, or one for each. */
const typed = z.union([z.string(), z.strictObject({ 'zh-CN': z.string(), en: z.string() })]);
/** One message key or several; each must be found in messages not yet heard, in this order. */
const heard = z.union([z.string(), z.array(z.string()).min(1)]);

/** Somebody on a phone. Everybody but the stranger may be enrolled from the start. */
export const actors = [
  'client',
  'client2',
  'family',
  'worker',
  'second',
  'supervisor',
  'operator',
  'stranger',
] as const;
export type Actor = (typeof actors)[number];

const deeds = {
  says: typed,
  taps: z.string(),
  hears: heard,
  'hears nothing': z.literal(true),
  'does not hear': heard,
  sends: z.enum(['voice', 'photo', 'sticker', 'document']),
  repeats: z.literal('last update'),
  blocks: z.literal(true),
  /** Types the invitation code that this actor was shown last. */
  'types code of': z.enum(actors),
} as const;

const lineShape: Record<string, z.ZodType> = {
  /** Time passes: `10m`, `2h`, `3d`; everything that is due on the way happens in its order. */
  advance: z.string().regex(/^\d+[mhd]$/u),
  /** Until this wall-clock moment of the client: `2026-12-02 20:05`. */
  until: z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/u),
  /** The process dies and starts again on the same database. */
  restart: z.literal(true),
  /** A row must be there (or, with `count`, so many): plain SQL over the database, for what nobody hears. */
  check: z.strictObject({ sql: z.string(), is: z.union([z.number(), z.string(), z.null()]) }),
};
for (const actor of actors) {
  for (const [deed, value] of Object.entries(deeds)) lineShape[`${actor} ${deed}`] = value;
}

const person = z.strictObject({
  alias: z.string().optional(),
  consents: z.array(z.string()).optional(),
  template: z.enum(['cn-22', 'cn-12', 'cn-28']).nullable().optional(),
  crisisChoice: z.enum(['tell', 'ask']).optional(),
  hour: z.string().optional(),
  releaseOn: z.string().optional(),
});

const scenario = z.strictObject({
  name: z.string(),
  /** The practice of the field or the point that it shows. */
  shows: z.string(),
  languages: z.array(z.enum(['zh-CN', 'en'])).default(['zh-CN', 'en']),
  /** Wall-clock start in `zone`. */
  start: z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/u),
  zone: z.string().default('Asia/Shanghai'),
  /** Whose numbers are rung. */
  region: z.string().default('cn-sh'),
  /** Who is on the programme from the start, past onboarding. */
  enrolled: z.strictObject({ client: person.optional(), client2: person.optional() }).default({}),
  /** The family scopes granted from the start; none when left out. */
  family: z.array(z.enum(['F1', 'F2', 'F3', 'F4', 'F5'])).optional(),
  /** Nobody is on call. */
  nobodyOnCall: z.boolean().default(false),
  talk: z.array(
    z.strictObject(
      Object.fromEntries(Object.entries(lineShape).map(([key, value]) => [key, value.optional()])),
    ),
  ),
});

export type Scenario = z.infer<typeof scenario>;
export type Typed = z.infer<typeof typed>;

/** Reads a scenario file; a bad one names the file and every problem. */
export function readScenario(file: string): Scenario {
  const result = scenario.safeParse(parse(readFileSync(file, 'utf8')));
  if (!result.success) throw new Error(`${file}: ${z.prettifyError(result.error)}`);
  return result.data;
}
