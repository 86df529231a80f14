import { shown, text, type Text } from '../engine/text.js';
import type { TaskFacts } from './facts.js';

/** Reason codes that have a sentence of their own (`staff:reason.CODE`); any other is shown by the task's kind. */
export const reasons = [
  'call-day',
  'visit-day',
  'review-day',
  'review-intake',
  'report-in-overdue',
  'confirm-template',
  'book-baseline',
  'book-scheduled',
  'asked-soon',
  'asked-convenient',
  'silent',
  'possibly-lost',
  'urge-twice',
  'hard-twice',
  'screening',
  'no-bed',
  'gate-day',
  'papers',
  'buddy',
  'benefit-income',
  'benefit-medical',
  'benefit-housing',
  'job',
  'job-profile',
  'activity',
  'appointment-missed',
  'unmarked',
  'asked-other-time',
  'asked-by-help',
  'phone-lost',
  'no-slot',
  'appointment-in-hold',
  'level-1',
  'worried',
  'unreachable',
  'call-block',
  'review-exit',
  'end-papers',
  'leave-asked',
  'leave-late',
  'after-leave',
  'revision-unknown',
  'failed',
  'message-failed',
] as const;

/** A label's share of a name; labels have room for twelve characters. */
const labelLetters = 7;

/** A name cut to fit a label. */
export function clip(name: string): string {
  const letters = Array.from(name);
  return letters.length <= labelLetters ? name : `${letters.slice(0, labelLetters - 1).join('')}…`;
}

/** A client with the day beside the alias: aliases may repeat. */
export function who(client: { readonly alias: string; readonly day: number | null } | null): Text {
  if (client === null) return text('staff:who.nobody');
  if (client.day === null) return text('staff:who.alias', { alias: client.alias });
  const days = Math.abs(client.day);
  return text(client.day < 0 ? 'staff:who.before' : 'staff:who.day', { alias: client.alias, day: days });
}

/** Why a task is there, in one line. */
export function reasonOf(task: TaskFacts): Text {
  // Rows that fell (`due-expired`, `due-no-address` …) ask for the same: reach the person. `due-failed`: it was ours.
  const fell = task.reason === 'due-failed' ? 'failed' : 'unreachable';
  const code = task.reason.startsWith('due-') ? fell : task.reason;
  if (!(reasons as readonly string[]).includes(code)) return text(`staff:kind.${task.kind}`);
  const day = task.params['day'];
  const instant = task.params['since'] ?? task.params['startsAt'] ?? task.params['at'];
  const isInstant = typeof instant === 'string' && !Number.isNaN(Date.parse(instant));
  return text(`staff:reason.${code}`, {
    day: typeof day === 'number' ? day : (task.client?.day ?? ''),
    at: isInstant ? shown(new Date(instant), 'day') : '',
    called: typeof task.params['who'] === 'string' ? task.params['who'] : '',
  });
}

/** One task in one line. */
export function taskLine(task: TaskFacts, position: number): Text {
  return text('staff:today.line', {
    position,
    who: who(task.client),
    reason: reasonOf(task),
  });
}

/** How much waits, in a few words. */
export function waitingText(tasks: number, alerts: number): Text {
  if (alerts === 0) return text('staff:waiting.tasks', { tasks });
  return text(tasks === 0 ? 'staff:waiting.alerts' : 'staff:waiting.both', { tasks, alerts });
}
