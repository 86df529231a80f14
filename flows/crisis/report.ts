import { z } from 'zod';
import type { JsonObject } from '../engine/types.js';
import type { CrisisKind } from './triage/types.js';
import { variantOf, type Variant } from './variants.js';

const kinds = [
  'self-harm',
  'overdose',
  'violence',
  'withdrawal',
  'body',
  'urge',
  'lapse',
  'child-at-risk',
  'other-person',
] as const satisfies readonly CrisisKind[];

const schema = z.object({
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  kinds: z.array(z.enum(kinds)).catch([]),
  about: z.enum(['self', 'other', 'unknown']).catch('unknown'),
  rule: z.string().catch('unknown'),
  cardSent: z.boolean().catch(false),
  confirmed: z.boolean().catch(false),
});

/** What the flow `crisis` is opened with: the gate's finding, or another flow's (a help button, a screening item). */
export interface Report {
  readonly level: 1 | 2 | 3;
  readonly kinds: readonly CrisisKind[];
  readonly about: 'self' | 'other' | 'unknown';
  /** What decided: a rule id, kept for the record. */
  readonly rule: string;
  /** The card is out or queued already; else the flow says it. */
  readonly cardSent: boolean;
  /** Staff who write about a crisis are asked first whether anyone is to be called; this is their yes. */
  readonly confirmed: boolean;
}

/** The arguments as a report. An unknown level counts as 3: when in doubt, help. */
export function reportOf(args: JsonObject): Report {
  const parsed = schema.safeParse(args);
  const report = parsed.success ? parsed.data : schema.parse({ ...args, level: 3 });
  if (report.about !== 'other' || report.kinds.includes('other-person')) return report;
  return { ...report, kinds: [...report.kinds, 'other-person'] };
}

/** Which fixed text fits a report. */
export function variantOfReport(report: Pick<Report, 'kinds'>): Variant {
  return variantOf(report.kinds);
}
