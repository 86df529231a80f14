import type { Effect } from '../effects.js';
import { ask, choices, defineFlow, end, open } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { JsonObject, Outcome, TurnContext } from '../engine/types.js';
import { textArg } from '../appointments/args.js';
import type { RelativeFacts } from './facts.js';
import { reply } from './parts.js';

/**
 * "I am worried": danger now goes to the crisis card; else a worker is asked to look after the client, or to talk
 * with the family member. Says truthfully what was sent and what is never told back.
 */
export const worried = defineFlow({
  id: 'worried',
  roles: ['family'],
  open(_args, context) {
    const relatives = relativesOf(context);
    const [only] = relatives;
    if (only === undefined) return end(reply(text('family:worried.nobody', number(context))));
    return relatives.length === 1 ? ask('how', { clientId: only.clientId }) : ask('who', {});
  },
  questions: {
    who: {
      reads: { as: 'choice' },
      ask: (context) =>
        choices(
          [text('family:worried.who')],
          ...relativesOf(context).map((relative) => [
            { value: relative.clientId, label: text('family:button.member', { who: relative.alias }) },
          ]),
        ),
      answer: (value) => ask('how', { clientId: value }),
    },
    how: {
      reads: { as: 'choice' },
      ask: () =>
        choices(
          [text('family:worried.how')],
          ...['danger', 'contact', 'talk'].map((value) => [
            { value, label: text(`family:worried.${value}`) },
          ]),
        ),
      answer: answered,
    },
  },
});

function relativesOf(context: TurnContext): readonly RelativeFacts[] {
  return context.me.personId === null ? [] : context.facts.clientsOf(context.me.personId);
}

function number(context: TurnContext): { number: string } {
  return { number: context.facts.station().localNumber };
}

function answered(value: string, context: TurnContext, data: JsonObject): Outcome {
  if (value === 'danger') return open('help', { danger: true });
  const relative = relativesOf(context).find((known) => known.clientId === textArg(data, 'clientId'));
  const onCall = context.facts.station().onCall[0];
  const worker = relative?.worker ?? onCall;
  if (relative === undefined || worker === undefined) {
    return end(reply(text('family:worried.nobody', number(context))));
  }
  const task = taskOf(relative, worker.personId, value, context);
  if (value === 'talk') return open('relay', { personId: worker.personId }, task);
  const sent = text('family:worried.sent', { worker: worker.alias });
  return end(task, reply(sent, text('family:worried.truth', number(context))));
}

/** One a day and kind, so that worry does not pile up. */
function taskOf(relative: RelativeFacts, assigneeId: string, wish: string, context: TurnContext): Effect {
  const familyId = context.me.personId!;
  return {
    do: 'task.open',
    key: `worried:${relative.clientId}:${familyId}:${wish}:${context.today}`,
    kind: 'worried',
    reason: 'worried',
    params: { alias: relative.alias, who: relative.called, familyId, wish },
    clientId: relative.clientId,
    assigneeId,
    dueAt: context.now,
  };
}
