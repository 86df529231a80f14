import type { SayEffect, ScheduleEffect } from '../core-effects.js';
import { defineFlow, end } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import { helpButton } from '../help/help.js';
import { lateForClient, type LateSteps } from '../onboarding/late.js';
import { onDay } from '../onboarding/parts.js';
import { door, enrolmentOf } from '../own-hand/parts.js';
import { daysFrom } from '../staff/days.js';
import type { OfferFacts } from './facts.js';

const dayMs = 24 * 3_600_000;
/** Until here the check-in is daily (docs/domain.md §4). */
const dailyUntil = 14;

/** A follow-up that has begun anew, as far as the client hears of it. */
export interface Begun {
  readonly personId: string;
  readonly episode: number;
  readonly late: LateSteps;
}

/** Through a due row: not at night, not in a rest of their own, after a crisis only when the hold is over. */
export function newsLater({ personId, episode, late }: Begun, dueAt: Date): ScheduleEffect {
  return {
    do: 'due.schedule',
    scope: `person:${personId}`,
    step: 'again-news',
    cycle: String(episode),
    personId,
    audience: 'client',
    flow: 'again-news',
    args: { late: { send: [...late.send], task: [...late.task], skip: [...late.skip] } },
    category: 'contact',
    dueAt,
    expiresAt: new Date(dueAt.getTime() + 3 * dayMs),
    proactive: true,
  };
}

/** The client is asked first: until the offer runs out. */
export function offerLater(
  personId: string,
  { id, expiresAt }: Pick<OfferFacts, 'id' | 'expiresAt'>,
  dueAt: Date,
): ScheduleEffect {
  return {
    do: 'due.schedule',
    scope: `person:${personId}`,
    step: 'again-offer',
    cycle: `${id} ${dueAt.toISOString()}`,
    personId,
    audience: 'client',
    flow: 'again-offer',
    args: { byClock: true },
    // Their follow-up has ended: nothing else would let a message pass.
    category: 'system',
    dueAt,
    expiresAt,
  };
}

/** "I come along again": short, and nothing in it that a stranger could read. */
export const againNews = defineFlow({
  id: 'again-news',
  roles: ['client'],
  questions: {},
  open(args, context) {
    const enrolment = enrolmentOf(context);
    if (enrolment === null) return end();
    const { releaseOn, hour } = enrolment;
    return end({
      ...newsTo(context.me.alias, { day: daysFrom(releaseOn, context.today), releaseOn, hour }, lateOf(args)),
      proactive: true,
      lane: 'reminder',
    });
  },
});

/** What a client hears when a new stretch begins. */
export function newsTo(
  alias: string,
  { day, releaseOn, hour }: { readonly day: number; readonly releaseOn: string; readonly hour: string },
  late: LateSteps,
): SayEffect {
  const stage = day < 0 ? 'before' : day <= dailyUntil ? 'daily' : 'later';
  return {
    do: 'say',
    to: 'me',
    paragraphs: [
      text(`again:news.${stage}`, { alias, release: onDay(releaseOn), hour }),
      ...lateForClient(late),
      text('again:news.kept'),
    ],
    options: [[helpButton, door('onboarding:button.plan', 'my-plan')]],
    kind: 'again-news',
  };
}

function lateOf(args: { readonly [name: string]: unknown }): LateSteps {
  return args['late'] as LateSteps;
}

/** For the worker: it has begun, and what to see to; `status` where the recorded one does not fit any more. */
export function begunForWorker(key: string, alias: string, status: Text | null): Text[] {
  return [
    text(`again:begun.${key}`, { alias }),
    ...(status === null ? [] : [text('again:begun.status', { status })]),
  ];
}
