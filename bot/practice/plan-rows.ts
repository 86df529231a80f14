import { dueOfScope } from '../../prisma/repositories/due.js';
import { enrolmentScope } from '../../scheduler/replan.js';
import { localParts } from '../../scheduler/zone/index.js';
import type { Label, PlanRow, PlanState } from './control.js';
import { enrolmentAt } from './phones.js';
import type { PracticeParts } from './practice-control.js';

/** The plan of whoever holds this phone, each step with what was decided and why. */
export async function planRows(parts: PracticeParts, chat: string): Promise<PlanRow[]> {
  const enrolment = await enrolmentAt(parts, chat);
  if (enrolment === null) return [];
  const rows = await dueOfScope(parts.db.raw, enrolmentScope(enrolment.id));
  return rows.map((row) => {
    const local = localParts(row.dueAt, enrolment.zone);
    return {
      at: row.dueAt.toISOString(),
      local: `${local.date.slice(5)} ${local.time}`,
      day: row.day,
      step: row.step,
      state: row.state as PlanState,
      reason: row.reason === null ? null : named(parts, 'reason', row.reason),
      label: named(parts, 'step', row.step),
    };
  });
}

/** What a step is called; null where it has no words. */
export function stepLabel(parts: PracticeParts, step: string): Label | null {
  return parts.locales.has(`plan:step.${step}`, 'zh-CN') ? named(parts, 'step', step) : null;
}

/** A code in both languages; a code that has no words is shown as it is. */
function named({ locales }: PracticeParts, kind: 'step' | 'reason', code: string): Label {
  const key = `plan:${kind}.${code}`;
  if (!locales.has(key, 'zh-CN')) return code;
  return { 'zh-CN': locales.render({ key }, 'zh-CN', 'UTC'), en: locales.render({ key }, 'en', 'UTC') };
}
