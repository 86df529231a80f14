import type { ScheduleEffect } from '../core-effects.js';
import { defineFlow, end } from '../engine/define.js';
import type { Flow } from '../engine/types.js';

const day = 24 * 3_600_000;

/** The sweep of one night; `at` is its moment. Unique by its UTC day, each night plans the next. */
export function retentionRow(at: Date): ScheduleEffect {
  return {
    do: 'due.schedule',
    scope: 'system',
    step: 'retention',
    cycle: at.toISOString().slice(0, 10),
    personId: null,
    audience: 'system',
    flow: 'retention',
    args: { at: at.toISOString() },
    category: 'system',
    dueAt: at,
    catchUp: 'send',
  };
}

/** Forgets what is past its time, once a night. */
export const retention = defineFlow({
  id: 'retention',
  roles: ['operator'],
  questions: {},
  open(args, context) {
    const planned = Date.parse(String(args['at']));
    const missed = Math.max(0, Math.floor((context.now.getTime() - planned) / day));
    return end({ do: 'retention.sweep' }, retentionRow(new Date(planned + (missed + 1) * day)));
  },
});

/** Carries a client's plan on: the months after the golden three are planned as they come nearer. */
export const planOn = defineFlow({
  id: 'plan-on',
  roles: ['operator'],
  questions: {},
  open: (args) => end({ do: 'replan', personId: String(args['clientId']) }),
});

/** The system's own upkeep. */
export const upkeepFlows: readonly Flow[] = [retention, planOn];
