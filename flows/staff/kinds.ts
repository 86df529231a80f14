import type { TaskKind } from '../core-effects.js';

/** How a task can end; a closed list, so that it can be counted. */
export const outcomes = [
  'reached',
  'no-answer',
  'seen',
  'not-seen',
  'done',
  'not-needed',
  'rebooked',
  'excused',
  'reported',
  'talked-family',
  'handed-over',
] as const;
export type TaskOutcome = (typeof outcomes)[number];

/** What else a card offers. */
export type TaskDoor = 'write' | 'write-family' | 'book' | 'mark' | 'template' | 'renew' | 'client' | 'leave';

/** One kind's card. */
export interface TaskCard {
  readonly outcomes: readonly TaskOutcome[];
  readonly doors: readonly TaskDoor[];
}

const call: TaskCard = { outcomes: ['reached', 'no-answer'], doors: ['write', 'client'] };
const visit: TaskCard = { outcomes: ['seen', 'not-seen'], doors: ['write', 'client'] };
const appointment: TaskCard = {
  outcomes: ['rebooked', 'excused', 'no-answer'],
  doors: ['book', 'write', 'client'],
};

/** What each kind of task can be closed with, and where its card leads. */
export const taskCards: Readonly<Record<TaskKind, TaskCard>> = {
  call,
  visit,
  review: { outcomes: ['done', 'no-answer'], doors: ['write', 'client'] },
  soon: call,
  'missed-appointment': appointment,
  'cant-come': appointment,
  'move-appointment': appointment,
  'report-in': { outcomes: ['reported', 'reached', 'no-answer'], doors: ['write', 'client'] },
  'silence-call': call,
  'silence-visit': visit,
  worried: {
    outcomes: ['reached', 'talked-family', 'no-answer'],
    doors: ['write', 'write-family', 'client'],
  },
  signal: call,
  'crisis-follow-up': { outcomes: ['reached', 'handed-over', 'no-answer'], doors: ['write', 'client'] },
  reach: { ...call, doors: ['renew', 'write', 'client'] },
  support: { outcomes: ['done', 'not-needed'], doors: ['write', 'client'] },
  'confirm-template': { outcomes: ['not-needed'], doors: ['template', 'client'] },
  'book-test': { outcomes: ['rebooked', 'not-needed'], doors: ['book', 'write', 'client'] },
  leave: { outcomes: ['not-needed'], doors: ['leave', 'write', 'client'] },
};

/** Outcomes after which the card asks once whether to try again tomorrow. */
export const tryAgain: readonly TaskOutcome[] = ['no-answer', 'not-seen'];

/** Outcomes that are a sign of life. */
export const signsOfLife: readonly TaskOutcome[] = ['reached', 'seen', 'reported', 'done'];

/** Whether this task can be closed with that. */
export function isOutcome(kind: TaskKind, value: string): value is TaskOutcome {
  return (taskCards[kind].outcomes as readonly string[]).includes(value);
}
