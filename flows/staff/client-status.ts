import { ask, choices, defineFlow, end } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { JsonObject, Option, Outcome, Prompt, TurnContext } from '../engine/types.js';
import { dayOption } from './days.js';
import { clientStatuses, statusReasons, type ClientStatus, type StatusReason } from './facts.js';
import { about, inPairs, onlyAbout } from './layout.js';
import { who } from './show.js';

/** Statuses after which the bot begins nothing more with the person; asked once more before. */
export const endingStatuses: readonly ClientStatus[] = ['detained', 'deceased', 'completed'];

/** A person sets how a client stands: what, since when, how it is known. The bot never concludes it. */
export const clientStatus = defineFlow({
  id: 'client-status',
  roles: ['worker', 'supervisor'],
  idleMs: 30 * 60_000,
  open(args, { facts }) {
    const clientId = String(args['clientId']);
    if (facts.clientCard(clientId) === null) {
      return end({ do: 'say', to: 'me', paragraphs: [text('staff:client.gone')], kind: 'client-card' });
    }
    return ask('status', { clientId });
  },
  questions: {
    status: {
      reads: { as: 'choice' },
      ask: (context, data) =>
        ofClient(context, data, 'staff:set.status', options(clientStatuses, 'staff:status')),
      answer: onlyAbout('status', 'clientId', (status, _context, data) => ask('day', { ...data, status })),
    },
    day: {
      reads: { as: 'day' },
      unclear: text('staff:day.unclear'),
      ask: (context, data) =>
        ofClient(context, data, 'staff:set.day', [
          dayOption(context.today, 'today'),
          dayOption(context.today, 'yesterday'),
        ]),
      answer: onlyAbout('day', 'clientId', (onDay, context, data) =>
        onDay > context.today ? tooLate('day', data) : ask('how', { ...data, onDay }),
      ),
    },
    how: {
      reads: { as: 'choice' },
      ask: (context, data) => ofClient(context, data, 'staff:set.how', options(statusReasons, 'staff:how')),
      answer: onlyAbout('how', 'clientId', (reason, context, data) =>
        endingStatuses.includes(data['status'] as ClientStatus)
          ? ask('sure', { ...data, reason })
          : save(context, { ...data, reason }),
      ),
    },
    sure: {
      reads: { as: 'choice' },
      ask: (context, data) =>
        ofClient(context, data, `staff:set.sure.${String(data['status'])}`, [
          { value: 'yes', label: text('staff:set.yes'), words: 'yes' },
          { value: 'no', label: text('staff:set.no'), words: 'no' },
        ]),
      answer: onlyAbout('sure', 'clientId', (value, context, data) =>
        value === 'yes' ? save(context, data) : end(tell('staff:set.left')),
      ),
    },
  },
});

function ofClient({ facts }: TurnContext, data: JsonObject, key: string, buttons: readonly Option[]): Prompt {
  const clientId = String(data['clientId']);
  return choices([text(key, { who: who(facts.clientCard(clientId)) })], ...inPairs(about(clientId, buttons)));
}

function options(values: readonly string[], path: string): Option[] {
  return values.map((value) => ({ value, label: text(`${path}.${value}`) }));
}

/** Asks for the day again: what has not happened yet cannot be recorded. */
export function tooLate(question: string, data: JsonObject): Outcome {
  return ask(question, data, tell('staff:day.not-yet'));
}

function save({ facts }: TurnContext, data: JsonObject): Outcome {
  const personId = String(data['clientId']);
  const status = data['status'] as ClientStatus;
  const reason = data['reason'] as StatusReason;
  const onDay = String(data['onDay']);
  const done = text('staff:set.done', {
    who: who(facts.clientCard(personId)),
    status: text(`staff:status.${status}`),
    on: onDay,
  });
  return end(
    { do: 'status.set', personId, status, reason, onDay },
    { do: 'say', to: 'me', paragraphs: [done], kind: 'client-card' },
  );
}

function tell(key: string) {
  return { do: 'say', to: 'me', paragraphs: [text(key)], kind: 'client-card' } as const;
}
