import type { Effect } from '../effects.js';
import { ask, choices, defineFlow, end, plain } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { JsonObject, Option, Outcome, Question, TurnContext } from '../engine/types.js';
import { textArg } from './args.js';
import type { AppointmentKind } from './effects.js';
import type { AppointmentRequest } from './facts.js';
import {
  booking,
  groupOf,
  packSlots,
  reply,
  siteName,
  slotRows,
  spreadSlots,
  tellClient,
  unpackSlots,
  when,
} from './parts.js';

const offered = 4;
const kinds: readonly AppointmentKind[] = ['visit', 'test', 'other'];

function option(value: string, key = `appointments:book.${value}`, words?: string): Option {
  return { value, label: text(key), ...(words === undefined ? {} : { words }) };
}

/**
 * A worker makes an appointment: what kind, where, when. `kind` (`test`, as a task asks for) and `taskId` (closed
 * when it is booked) are optional args.
 */
export const book = defineFlow({
  id: 'book',
  roles: ['worker', 'supervisor'],
  open(args, context) {
    const clientId = textArg(args, 'clientId');
    if (context.facts.client(clientId) === null) return end(reply(text('appointments:book.nobody')));
    const asked = context.facts.appointmentRequest(clientId);
    const data = { clientId, taskId: textArg(args, 'taskId'), replaces: asked?.appointmentId ?? '' };
    const kind = asked?.kind ?? textArg(args, 'kind');
    if (asked !== null) return toSite({ ...data, kind }, context, askedFor(asked, context, data));
    if (!kinds.includes(kind as AppointmentKind)) return ask('kind', data);
    return toSite({ ...data, kind }, context);
  },
  questions: {
    kind: {
      reads: { as: 'choice' },
      ask: (context, data) =>
        choices(
          [text('appointments:book.kind', { alias: aliasOf(context, data) })],
          kinds.map((kind) => option(kind, `appointments:kind.${kind}`)),
        ),
      answer: (value, context, data) => toSite({ ...data, kind: value }, context),
    },
    site: {
      reads: { as: 'choice' },
      ask: (context) =>
        choices(
          [text('appointments:book.site')],
          ...context.facts
            .station()
            .sites.map((site) => [
              { value: site.id, label: text('appointments:book.site-name', { name: site.name }) },
            ]),
        ),
      answer: (value, context, data) => toSlot({ ...data, site: value }, context),
    },
    slot: {
      reads: { as: 'choice' },
      ask: (context, data) =>
        choices(
          [text('appointments:book.slot', { site: siteName(context, textArg(data, 'site')) })],
          ...slotRows(unpackSlots(data)),
          [option('own')],
        ),
      answer(value, _context, data) {
        const slot = unpackSlots(data)[Number(value)];
        return slot === undefined ? ask('day', data) : toConfirm(data, slot.startsAt);
      },
    },
    day: {
      reads: { as: 'day' },
      unclear: text('appointments:book.day-unclear'),
      ask: () => plain(text('appointments:book.day')),
      answer: (value, _context, data) => ask('time', { ...data, day: value }),
    },
    time: {
      reads: { as: 'time' },
      unclear: text('appointments:book.time-unclear'),
      ask: () => plain(text('appointments:book.time')),
      answer: typed,
    },
    confirm: confirm(),
  },
});

/** What the client wrote when they asked for another time. */
function askedFor(asked: AppointmentRequest, context: TurnContext, data: JsonObject): Effect {
  const params = { alias: aliasOf(context, data), when: when(asked.startsAt), wish: asked.wish };
  return reply(text('appointments:book.asked', params));
}

function aliasOf(context: TurnContext, data: JsonObject): string {
  return context.facts.client(textArg(data, 'clientId'))?.alias ?? '';
}

function toSite(data: JsonObject, context: TurnContext, ...effects: Effect[]): Outcome {
  const { sites } = context.facts.station();
  const [only] = sites;
  if (only === undefined) return end(reply(text('appointments:book.no-site')));
  return sites.length === 1
    ? toSlot({ ...data, site: only.id }, context, ...effects)
    : ask('site', data, ...effects);
}

function toSlot(data: JsonObject, context: TurnContext, ...effects: Effect[]): Outcome {
  const free = context.facts.freeSlots(textArg(data, 'clientId'), textArg(data, 'site'));
  if (free.length === 0) return ask('day', data, ...effects);
  return ask('slot', { ...data, slots: packSlots(spreadSlots(free, offered)) }, ...effects);
}

/** A day and time of the worker's own: never in the past; another person near or a closed door is said, not forbidden. */
function typed(value: string, context: TurnContext, data: JsonObject): Outcome {
  const [clientId, site, day] = [textArg(data, 'clientId'), textArg(data, 'site'), textArg(data, 'day')];
  const slot = context.facts.slotAt(clientId, site, day, value);
  if (slot.startsAt <= context.now) return ask('day', data, reply(text('appointments:book.past')));
  if (!slot.isFree) return ask('time', data, reply(text('appointments:book.near')));
  return toConfirm({ ...data, isClosed: !slot.isOpen }, slot.startsAt);
}

function toConfirm(data: JsonObject, startsAt: Date): Outcome {
  return ask('confirm', { ...data, at: startsAt.toISOString() });
}

function confirm(): Question {
  return {
    reads: { as: 'choice' },
    ask(context, data) {
      const params = {
        alias: aliasOf(context, data),
        when: when(new Date(textArg(data, 'at'))),
        site: siteName(context, textArg(data, 'site')),
      };
      const closed = data['isClosed'] === true ? [text('appointments:book.closed')] : [];
      return choices(
        [...closed, text('appointments:book.confirm', params)],
        [option('yes', 'appointments:book.yes', 'yes'), option('again', 'appointments:book.again', 'no')],
      );
    },
    answer(value, context, data) {
      if (value === 'again') return toSite(data, context);
      return end(...booked(data, context));
    },
  };
}

function booked(data: JsonObject, context: TurnContext): Effect[] {
  const personId = textArg(data, 'clientId');
  const startsAt = new Date(textArg(data, 'at'));
  const site = textArg(data, 'site');
  const appointmentId = context.newId();
  const kind = kindOf(textArg(data, 'kind') as AppointmentKind, personId, context);
  const [taskId, replaces] = [textArg(data, 'taskId'), textArg(data, 'replaces')];
  const old: Effect[] =
    replaces === '' ? [] : [{ do: 'due.clear', group: groupOf(replaces), reason: 'rescheduled' }];
  const fresh = { appointmentId, personId, kind, origin: 'agreed', site, startsAt, releaseAt: null } as const;
  return [
    ...old,
    ...booking(replaces === '' ? fresh : { ...fresh, replaces }),
    // What the client does not hear of in time, the worker must know.
    tellClient({ id: appointmentId, personId }, 'appointment-booked', context.now, startsAt, {
      startMode: 'interrupt',
      catchUp: 'task',
    }),
    ...(taskId === '' ? [] : [{ do: 'task.close', taskId, outcome: 'rebooked' } as const]),
    reply(text('appointments:book.done', { alias: aliasOf(context, data), when: when(startsAt) })),
  ];
}

/** The first test of the first month is the baseline: its own task is closed by it. */
function kindOf(kind: AppointmentKind, personId: string, context: TurnContext): AppointmentKind {
  if (kind !== 'test') return kind;
  const day = context.facts.client(personId)?.enrolment?.day ?? 0;
  const had = context.facts
    .appointments(personId)
    .some((row) => row.kind === 'baseline' && ['planned', 'attended'].includes(row.state));
  return day <= 30 && !had ? 'baseline' : kind;
}
