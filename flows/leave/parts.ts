import type { SayEffect } from '../core-effects.js';
import { text, type Text } from '../engine/text.js';
import type { Option } from '../engine/types.js';
import { onDay } from '../onboarding/parts.js';
import type { LeaveFacts } from './facts.js';

/** From so many days outside the county a written report is due [law]. */
export const writtenFromDays = 3;
/** The longest leave that can be asked for here; what is longer is talked over. */
export const longestDays = 60;
/** So far ahead. */
export const aheadDays = 90;

/** Everything that waits because of a client's leave. */
export const leaveGroup = (personId: string): string => `leave:${personId}`;

/** A reply to the person of this turn. */
export function reply(...paragraphs: readonly Text[]): SayEffect {
  return { do: 'say', to: 'me', paragraphs, kind: 'leave' };
}

/** From when to when, for placeholders. */
export function period({ fromDay, toDay }: Pick<LeaveFacts, 'fromDay' | 'toDay'>) {
  return { from: onDay(fromDay), to: onDay(toDay) };
}

/** What the law wants of a longer way, said at the time; nothing for a short one. */
export function written(leave: Pick<LeaveFacts, 'away' | 'days'>, worker: string): Text[] {
  if (!needsReport(leave)) return [];
  return [worker === '' ? text('leave:written-plain') : text('leave:written', { worker })];
}

/** Whether a written report is due. */
export function needsReport({ away, days }: Pick<LeaveFacts, 'away' | 'days'>): boolean {
  return away && days >= writtenFromDays;
}

/** "I am back": one tap, at any time. */
export const backButton: Option = {
  value: 'back',
  label: text('leave:button.back'),
  open: { flow: 'leave-back', args: {} },
  again: true,
};
