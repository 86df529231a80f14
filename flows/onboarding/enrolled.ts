import type { SayEffect } from '../core-effects.js';
import { shown, text, type Text } from '../engine/text.js';
import { helpButton } from '../help/help.js';
import type { ComingFacts } from '../own-hand/facts.js';
import { lateForClient, lateForWorker, type LateSteps } from './late.js';
import { onDay } from './parts.js';

/** What the client is shown when everything is written down. */
export interface Enrolled {
  readonly alias: string;
  /** What the worker called them in the invitation. */
  readonly invited: string;
  readonly worker: { readonly personId: string; readonly alias: string };
  readonly hour: string;
  readonly releaseOn: string;
  /** Today's day number; negative before the release. */
  readonly day: number;
  /** What comes next, soonest first. */
  readonly coming: readonly ComingFacts[];
  /** What was past already. */
  readonly late: LateSteps;
}

/** So many of what comes next are named. */
const mostNext = 3;
/** Until here the check-in is daily (docs/domain.md §4). */
const dailyUntil = 14;

/** The plan in a few lines to the client, and word to the worker. Said by whoever enrolled them, after planning. */
export function enrolledMessages(enrolled: Enrolled): SayEffect[] {
  const { alias, invited, worker, hour, day, releaseOn } = enrolled;
  const stage = day < 0 ? 'before' : day <= dailyUntil ? 'daily' : 'later';
  const next = nextLines(enrolled.coming);
  return [
    {
      do: 'say',
      to: 'me',
      paragraphs: [
        text('onboarding:done.hello', { alias }),
        text(`onboarding:done.plan.${stage}`, { hour, release: onDay(releaseOn) }),
        ...(next.length === 0 ? [] : [text('onboarding:done.next', { list: { list: next } })]),
        ...lateForClient(enrolled.late),
        text('onboarding:done.close', { worker: worker.alias }),
      ],
      options: [[helpButton, planButton]],
      kind: 'enrolled',
    },
    {
      do: 'say',
      to: { person: worker.personId },
      paragraphs: [
        text(alias === invited ? 'onboarding:told-worker' : 'onboarding:told-worker-renamed', {
          alias,
          invited,
        }),
        ...lateForWorker(enrolled.late),
      ],
      kind: 'enrolled-news',
      proactive: true,
    },
  ];
}

/** A client is back with a new phone. */
export function welcomeBack(alias: string): SayEffect {
  const paragraphs = [text('onboarding:back', { alias })];
  return { do: 'say', to: 'me', paragraphs, options: [[helpButton, planButton]], kind: 'enrolled' };
}

const planButton = {
  value: 'plan',
  label: text('onboarding:button.plan'),
  open: { flow: 'my-plan', args: {} },
  again: true,
} as const;

/** The first of each kind: three hellos in a row say less than a hello, a meeting and an errand. */
function nextLines(coming: readonly ComingFacts[]): Text[] {
  const firsts = coming.filter(
    (one, index) => coming.findIndex((other) => other.kind === one.kind) === index,
  );
  return firsts
    .slice(0, mostNext)
    .map(({ at, kind }) =>
      text('onboarding:done.line', { when: shown(at, 'day-time'), what: text(`own-hand:plan.kind.${kind}`) }),
    );
}
