import { textArg } from '../appointments/args.js';
import { ask, choices, defineFlow, end, plain } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { JsonObject, Option, Outcome, Prompt, TurnContext } from '../engine/types.js';
import { endTrouble, latestEnd } from '../course/end.js';
import { onDay, tell } from '../onboarding/parts.js';
import { about, onlyAbout } from '../staff/layout.js';
import { releaseFacts, releaseQuestions } from '../staff/release-questions.js';
import type { AgainFacts } from './facts.js';
import { previewLines } from './preview.js';
import type { SecondRelease } from './release.js';

const kind = 'client-again';

/**
 * A worker begins the follow-up of a second release: the day, how far reporting in is, the newly agreed end; then what
 * will happen is shown, late steps included, and only a tap begins it. Whoever has stopped by their own word is not
 * begun anew: they are the only one who can take that back.
 */
export const clientAgain = defineFlow({
  id: kind,
  roles: ['worker', 'supervisor'],
  idleMs: 2 * 3_600_000,
  open(args, context) {
    if (!context.facts.mayEnrol()) return end(tell(kind, text('invite:not-yet')));
    const clientId = textArg(args, 'clientId');
    const known = context.facts.again(clientId);
    if (known === null) return end(tell(kind, text('staff:client.gone')));
    if (known.hindrance !== null) return end(tell(kind, hindered(known)));
    const { alias, episode, releaseOn: before } = known;
    return ask('release', { clientId, alias, episode, before, draft: context.newId() });
  },
  questions: {
    ...releaseQuestions({ kind, ask: 'again:release.ask', next: 'end', trouble }),
    end: {
      reads: { as: 'day' },
      unclear: text('staff:day.unclear'),
      ask: (context, data) =>
        choices(
          [text('again:end.ask')],
          ...(keeps(context, data) ? [[option('keep', 'again:end.keep')]] : []),
          [option('unknown', 'again:end.unknown')],
        ),
      answer: ended,
    },
    review: {
      reads: { as: 'choice' },
      ask: review,
      answer: onlyAbout('review', 'draft', (value, context, data) => {
        if (value === 'again') return ask('release', { ...data, draft: context.newId() });
        return value === 'begin' ? begin(context, data) : end(tell(kind, text('staff:set.left')));
      }),
    },
  },
});

/** A day that is not after the last release mends that one; it is no second. */
function trouble(day: string, data: JsonObject): Text | null {
  const before = textArg(data, 'before');
  return day > before ? null : text('again:release.before', { on: onDay(before) });
}

/** Why it cannot be begun, and what would help. */
export function hindered({ alias, hindrance }: Pick<AgainFacts, 'alias' | 'hindrance'>): Text {
  return text(`again:hindered.${hindrance ?? 'own-word'}`, { alias });
}

const option = (value: string, key: string): Option => ({ value, label: text(key) });

/** The end that was agreed before may still be the one. */
function keeps(context: TurnContext, data: JsonObject): boolean {
  const known = context.facts.again(textArg(data, 'clientId'));
  return known?.endOn != null && known.endOn > later(releaseFacts(data, context.today).releaseOn, context);
}

const later = (day: string, { today }: TurnContext): string => (day > today ? day : today);

function ended(value: string, context: TurnContext, data: JsonObject): Outcome {
  if (value === 'unknown') return ask('review', { ...data, endOn: null });
  const known = context.facts.again(textArg(data, 'clientId'));
  if (value === 'keep') return ask('review', { ...data, endOn: known?.endOn ?? null });
  const { releaseOn, reportedOn } = releaseFacts(data, context.today);
  const trouble = endTrouble(value, later(releaseOn, context), latestEnd(reportedOn));
  if (trouble !== null) return ask('end', data, tell(kind, trouble));
  return ask('review', { ...data, endOn: value });
}

function review(context: TurnContext, data: JsonObject): Prompt {
  const personId = textArg(data, 'clientId');
  const known = context.facts.again(personId);
  const change = changeOf(data, context);
  const preview = context.facts.againPreview(personId, JSON.stringify(change));
  if (known === null || preview === null) return plain(text('staff:client.gone'));
  const [begin, again, drop] = about(
    textArg(data, 'draft'),
    ['begin', 'again', 'drop'].map((value) =>
      option(value, `again:button.${value === 'begin' && known.mustAsk ? 'ask' : value}`),
    ),
  );
  return choices(previewLines(known, change, preview), [begin!], [again!, drop!]);
}

function changeOf(data: JsonObject, { today }: TurnContext): SecondRelease {
  const endOn = typeof data['endOn'] === 'string' ? data['endOn'] : null;
  return { ...releaseFacts(data, today), endOn };
}

function begin(context: TurnContext, data: JsonObject): Outcome {
  const personId = textArg(data, 'clientId');
  return end({
    do: 'again.open',
    personId,
    after: Number(data['episode']),
    change: changeOf(data, context),
  });
}
