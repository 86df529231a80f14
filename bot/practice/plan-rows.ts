import { dueOfScope } from '../../prisma/repositories/due.js';
import { enrolmentScope } from '../../scheduler/replan.js';
import { localParts } from '../../scheduler/zone/index.js';
import { PlanWords } from '../why/words.js';
import type { Label, PlanRow, PlanState } from './control.js';
import { enrolmentAt } from './phones.js';
import type { PracticeParts } from './practice-control.js';

/** The plan of whoever holds this phone, each step with every decision about it and why. */
export async function planRows(parts: PracticeParts, chat: string): Promise<PlanRow[]> {
  const enrolment = await enrolmentAt(parts, chat);
  if (enrolment === null) return [];
  const local = (at: Date) => {
    const { date, time } = localParts(at, enrolment.zone);
    return `${date.slice(5)} ${time}`;
  };
  const scope = enrolmentScope(enrolment.id);
  const rows = await dueOfScope(parts.db.raw, scope);
  const decided = await decisionsOf(parts, scope);
  return rows.map((row) => ({
    at: row.dueAt.toISOString(),
    local: local(row.dueAt),
    day: row.day,
    step: row.step,
    state: row.state as PlanState,
    reason: row.reason === null ? null : named(parts, 'reason', row.reason),
    label: named(parts, 'step', row.step),
    decisions: (decided.get(`${row.step} ${row.cycle}`) ?? []).map(({ at, code }) => ({
      local: local(new Date(at)),
      label: inBoth(parts, (words) => words.decision(code)),
    })),
  }));
}

/** What a step is called; null where it has no words. */
export function stepLabel(parts: PracticeParts, step: string): Label | null {
  return new PlanWords(parts.locales, 'zh-CN').has('step', step) ? named(parts, 'step', step) : null;
}

interface Decided {
  readonly step: string;
  readonly cycle: string;
  readonly code: string;
  readonly at: number;
}

/** By `step cycle`, oldest first. */
async function decisionsOf({ db }: PracticeParts, scope: string): Promise<Map<string, Decided[]>> {
  const rows = await db.raw.query<Decided>(
    `SELECT "step","cycle","code","at" FROM "Decision" WHERE "scope" = ? ORDER BY "at","id"`,
    scope,
  );
  const decided = new Map<string, Decided[]>();
  for (const row of rows) {
    const key = `${row.step} ${row.cycle}`;
    decided.set(key, [...(decided.get(key) ?? []), row]);
  }
  return decided;
}

/** A code in both languages; a code that has no words is shown as it is. */
function named(parts: PracticeParts, kind: 'step' | 'reason', code: string): Label {
  return inBoth(parts, (words) => words.named(kind, code));
}

function inBoth({ locales }: PracticeParts, say: (words: PlanWords) => string): Label {
  return { 'zh-CN': say(new PlanWords(locales, 'zh-CN')), en: say(new PlanWords(locales, 'en')) };
}
