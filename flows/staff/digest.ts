import type { ScheduleEffect } from '../core-effects.js';
import { defineFlow, stay } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { Option } from '../engine/types.js';
import type { Facts } from '../facts.js';
import { waitingText } from './show.js';

/**
 * The next morning's list for a worker, one row a worker and working day. Call it once when a worker joins; from then
 * on each morning plans the next.
 */
export function startDigest(workerId: string, facts: Pick<Facts, 'nextWorkingMorning'>): ScheduleEffect {
  const { at, date } = facts.nextWorkingMorning();
  return digestRow(workerId, at, date);
}

/** The row of one morning. `date` is the station's local day, `at` the instant. */
export function digestRow(workerId: string, at: Date, date: string): ScheduleEffect {
  return {
    do: 'due.schedule',
    scope: `worker:${workerId}`,
    step: 'digest',
    cycle: date,
    personId: workerId,
    audience: 'worker',
    flow: 'digest',
    args: {},
    category: 'task',
    dueAt: at,
    // A row that is late keeps the chain going; it must not go stale.
    catchUp: 'send',
    startMode: 'interrupt',
    group: `digest:${workerId}`,
  };
}

const overdueButton: Option = {
  value: 'overdue',
  label: text('staff:button.overdue'),
  open: { flow: 'overdue', args: {} },
  again: true,
};

/**
 * 08:30 on working days: how much waits, and a button; for whoever looks after the others also what lies with them.
 * Nothing is said when nothing waits.
 */
export const digest = defineFlow({
  id: 'digest',
  roles: ['worker', 'supervisor'],
  questions: {},
  open(_args, { facts, me, today }) {
    const workerId = me.personId!;
    const alerts = facts.openAlerts();
    const tasks = facts.openTasks();
    const next = startDigest(workerId, facts);
    const late = facts.overdueTasks();
    if (alerts.length + tasks.length + late.length === 0) return stay(next);
    const own = text('staff:digest', { alias: me.alias, waiting: waitingText(tasks.length, alerts.length) });
    const others = text('staff:digest-overdue', { alias: me.alias, count: late.length });
    return stay(
      {
        do: 'say',
        to: 'me',
        paragraphs: [
          ...(alerts.length + tasks.length === 0 ? [] : [own]),
          ...(late.length === 0 ? [] : [others]),
        ],
        options: [
          [
            {
              value: 'look',
              label: text('staff:button.look'),
              open: { flow: 'today', args: {} },
              again: true,
            },
            ...(late.length === 0 ? [] : [overdueButton]),
          ],
        ],
        kind: 'digest',
        proactive: true,
        key: `digest:${workerId}:${today}`,
      },
      next,
    );
  },
});
