import type { Effect } from '../effects.js';
import type { JsonObject, TurnContext } from '../engine/types.js';
import type { AnswerKind } from './effects.js';

/** Keeps an answer of today; an answer also clears what waits for it. */
export function saveAnswer(context: TurnContext, kind: AnswerKind, data: JsonObject): Effect[] {
  const { personId } = context.me;
  if (personId === null) return [];
  return [
    { do: 'answer.save', personId, kind, localDay: context.today, data },
    { do: 'due.clear', group: `silence:${personId}`, reason: 'answered' },
  ];
}

const threeDaysMs = 3 * 24 * 3_600_000;

/**
 * What the worker is told, only with the client's consent `share.signals`: an urge of 7 or more twice in three days,
 * or "hard" two days running. The worker gets the rule, never the answers themselves.
 */
export function signalEffects(
  context: TurnContext,
  today: { readonly mood: string; readonly urge: number },
): Effect[] {
  const { personId } = context.me;
  const client = personId === null ? null : context.facts.client(personId);
  const isShared = client?.consents.some((consent) => consent.scope === 'share.signals') ?? false;
  if (personId === null || client?.worker == null || !isShared) return [];
  const earlier = context.facts
    .answers(personId)
    .filter((answer) => answer.kind === 'check-in' && answer.localDay !== context.today);
  const strongBefore = earlier.some(
    (answer) =>
      Number(answer.data['urge'] ?? 0) >= 7 && context.now.getTime() - answer.at.getTime() <= threeDaysMs,
  );
  const hardBefore = earlier[0]?.data['mood'] === 'hard';
  const rule =
    today.urge >= 7 && strongBefore
      ? 'urge-twice'
      : today.mood === 'hard' && hardBefore
        ? 'hard-twice'
        : null;
  if (rule === null) return [];
  return [
    {
      do: 'task.open',
      key: `signal:${personId}:${rule}:${context.today}`,
      kind: 'signal',
      reason: rule,
      params: { alias: client.alias },
      clientId: personId,
      assigneeId: client.worker.personId,
      dueAt: context.now,
    },
  ];
}
