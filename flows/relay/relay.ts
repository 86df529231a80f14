import type { Effect } from '../effects.js';
import { ask, choices, defineFlow, end, open } from '../engine/define.js';
import { normalise } from '../engine/readers.js';
import { text, type Text } from '../engine/text.js';
import type { JsonObject, Option, Outcome, Prompt, TurnContext } from '../engine/types.js';
import { stateRow } from '../crisis/write.js';
import type { RelayName, RelayPair } from './facts.js';

/** The longest text that is passed on, in characters. */
export const relayLimit = 2_000;

/**
 * People write to each other through the bot: neither sees the other's account. `personId` (or `clientId`) names the
 * other side; without it a client or a family member writes to the worker. `text` is passed on at once, `done`
 * closes the conversation; `alertId`: written while an alert is worked. Short-lived: what is typed hours later must not go to somebody by mistake.
 */
export const relay = defineFlow({
  id: 'relay',
  roles: ['client', 'family', 'worker', 'supervisor'],
  idleMs: 15 * 60_000,
  open(args, context) {
    if (args['done'] === true) return end(tell('relay:closed'));
    const personId = args['personId'] ?? args['clientId'] ?? args['to'] ?? context.facts.myWorker();
    const pair = typeof personId === 'string' ? context.facts.relay(personId) : null;
    if (pair === null) return end(nobody(context));
    if (pair.reach !== 'ok') return end(tell(`relay:${pair.reach}`, { who: name(pair.to) }));
    const { text: given, alertId } = args;
    const data = { personId: pair.to.personId, sent: 0, ...(alertId === undefined ? {} : { alertId }) };
    return typeof given === 'string' && given.trim() !== ''
      ? pass(given.trim(), context, data)
      : ask('text', data);
  },
  questions: {
    text: {
      // One more than the limit, so that what is too long is noticed rather than cut.
      reads: { as: 'text', max: relayLimit + 1 },
      ask: prompt,
      answer(value, context, data) {
        if (value === finish) return end(closing(data));
        const command = commandOf(value, context);
        return command === null ? pass(value, context, data) : open(command, { typed: true });
      },
    },
  },
});

/** No text that a person types. */
const finish = '#finish';

/** Words of a worker that are never meant for a client; "today" is left out, it answers "when?". */
const commands = { list: 'caseload', invite: 'invite', notice: 'notice' } as const;

function commandOf(said: string, { me, words }: TurnContext): string | null {
  if (me.role === 'client' || me.role === 'family') return null;
  const hit = Object.entries(commands).find(([list]) => words.list(list).includes(normalise(said)));
  return hit?.[1] ?? null;
}

function prompt({ facts }: TurnContext, data: JsonObject): Prompt {
  const pair = facts.relay(String(data['personId']));
  const isFirst = data['sent'] === 0;
  const who = pair === null ? text('relay:name.gone') : name(pair.to);
  const button: Option = {
    value: finish,
    label: text(isFirst ? 'relay:button.not-now' : 'relay:button.done'),
  };
  const { alertId } = data;
  const rows = typeof alertId === 'string' && !isFirst ? [stateRow(alertId)] : [];
  return choices([text(isFirst ? 'relay:ask' : 'relay:sent', { who })], [button], ...rows);
}

function pass(said: string, context: TurnContext, data: JsonObject): Outcome {
  const length = Array.from(said).length;
  if (length > relayLimit) return ask('text', data, tell('relay:too-long', { limit: relayLimit }));
  const pair = context.facts.relay(String(data['personId']));
  if (pair === null) return end(nobody(context));
  if (pair.reach !== 'ok') return end(tell(`relay:${pair.reach}`, { who: name(pair.to) }));
  return ask('text', { ...data, sent: Number(data['sent']) + 1 }, message(pair, said, context));
}

/** The words go out whole, under the sender's name; the way back is a button. */
function message(pair: RelayPair, said: string, { me }: TurnContext): Effect {
  const reply: Option = {
    value: 'reply',
    label: text('relay:button.reply'),
    open: { flow: 'relay', args: { personId: me.personId! } },
    again: true,
  };
  const done: Option = {
    value: 'done',
    label: text('relay:button.done'),
    open: { flow: 'relay', args: { done: true } },
  };
  return {
    do: 'say',
    to: { person: pair.to.personId },
    paragraphs: [text('relay:message', { who: name(pair.from), text: said })],
    options: [pair.to.role === 'staff' ? [reply, done] : [reply]],
    kind: 'relay',
    lane: 'reply',
  };
}

function name({ alias, day, of }: RelayName): Text {
  if (of !== null) return text('relay:name.family', { alias, of });
  return day === null ? text('relay:name.plain', { alias }) : text('relay:name.client', { alias, day });
}

function closing(data: JsonObject): Effect {
  return tell(data['sent'] === 0 ? 'relay:nothing-sent' : 'relay:closed');
}

function nobody({ facts }: TurnContext): Effect {
  return tell('relay:nobody', { number: facts.station().localNumber });
}

function tell(key: string, params?: Parameters<typeof text>[1]): Effect {
  return { do: 'say', to: 'me', paragraphs: [text(key, params)], kind: 'relay-answer' };
}
