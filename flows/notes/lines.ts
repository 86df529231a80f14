import { shown, text, type Text } from '../engine/text.js';
import type { JsonObject, Option, TurnContext } from '../engine/types.js';

/** What a step that rides in the day's check-in adds to it: a line, and buttons of its own. */
export interface Line {
  readonly text: Text;
  readonly options?: readonly Option[];
}

/** A step that was folded into another's message. */
export interface Extra {
  readonly flow: string;
  readonly args: JsonObject;
}

type LineOf = (args: JsonObject, context: TurnContext) => Line | null;

const lines: Readonly<Record<string, LineOf>> = {
  milestone: (args, context) => ({
    text: text(`programme:milestone.${String(args['cycle'])}`),
    ...(canShareMilestone(context)
      ? {
          options: [
            {
              value: 'share',
              label: text('programme:milestone.share'),
              open: { flow: 'share-milestone', args: milestoneArgs(args) },
            },
          ],
        }
      : {}),
  }),
  'report-in': (_args, context) => ({ text: reportInText(context), options: reportInOptions }),
  agreement: (_args, context) => ({ text: agreementText(context), options: agreementOptions }),
  group: (args, context) => ({
    text: text(`programme:group.${String(args['part'])}.line`, groupTime(context)),
  }),
  lesson: (args) => ({ text: text(`programme:lesson.${String(args['lesson'])}`) }),
  'contact-data': () => ({
    text: text('programme:contact-data.line'),
    options: [
      {
        value: 'changed',
        label: text('programme:contact-data.changed'),
        open: { flow: 'contact-data', args: { changed: true } },
      },
    ],
  }),
};

/** Which day, and of which release: each may be told once. */
function milestoneArgs({ cycle, episode }: JsonObject): JsonObject {
  return { day: Number(String(cycle).slice(1)), ...(episode === undefined ? {} : { episode }) };
}

/** Lines of other capabilities are added here at start. */
const added = new Map<string, LineOf>();

/** Registers a capability's line; the last one stands. */
export function addLine(flow: string, line: LineOf): void {
  added.set(flow, line);
}

/** The lines of what was folded into this message, in the order of their priority. Steps that ask are no lines. */
export function linesOf(args: JsonObject, context: TurnContext): Line[] {
  return extrasOf(args).flatMap((extra) => {
    const line = (added.get(extra.flow) ?? lines[extra.flow])?.(extra.args, context) ?? null;
    return line === null ? [] : [line];
  });
}

/** Folded steps that are conversations of their own: asked when the host is answered. */
export function questionsOf(args: JsonObject): Extra[] {
  return extrasOf(args).filter((extra) => extra.flow === 'screening');
}

function extrasOf(args: JsonObject): Extra[] {
  return Array.isArray(args['extras']) ? (args['extras'] as unknown as Extra[]) : [];
}

/** Days left to report in, by the person's calendar. */
export function reportInText(context: TurnContext): Text {
  const enrolment =
    context.me.personId === null ? null : (context.facts.client(context.me.personId)?.enrolment ?? null);
  const from = enrolment?.decisionOn ?? enrolment?.releaseOn ?? context.today;
  const deadline = new Date(
    Date.parse(`${from}T00:00:00Z`) + (enrolment?.deadlineDays ?? 15) * 24 * 3_600_000,
  );
  const left = Math.round((deadline.getTime() - Date.parse(`${context.today}T00:00:00Z`)) / (24 * 3_600_000));
  if (left <= 0) return text('programme:report-in.today');
  return text('programme:report-in.line', {
    count: left,
    by: shown(new Date(deadline.getTime() + 12 * 3_600_000), 'day'),
  });
}

function groupTime(context: TurnContext): { time: string } {
  return { time: context.facts.station().group?.time ?? '' };
}

/** The agreement and with whom. */
export function agreementText(context: TurnContext): Text {
  const client = context.me.personId === null ? null : context.facts.client(context.me.personId);
  return text('programme:agreement.line', { worker: client?.worker?.alias ?? '' });
}

/** Buttons under a report-in reminder. */
export const reportInOptions: readonly Option[] = [
  {
    value: 'done',
    label: text('programme:report-in.done'),
    open: { flow: 'report-in', args: { done: true } },
  },
];

/** Buttons under an agreement reminder. */
export const agreementOptions: readonly Option[] = [
  {
    value: 'done',
    label: text('programme:agreement.done'),
    open: { flow: 'agreement', args: { done: true } },
  },
];

function canShareMilestone(context: TurnContext): boolean {
  const client = context.me.personId === null ? null : context.facts.client(context.me.personId);
  return client?.consents.some((consent) => consent.scope === 'family.F4') ?? false;
}
