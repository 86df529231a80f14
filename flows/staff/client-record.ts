import { ask, choices, defineFlow, end } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { JsonObject, Outcome } from '../engine/types.js';
import { templateName } from './client-card.js';
import { tooLate } from './client-status.js';
import { dayOption } from './days.js';
import { testTemplates } from './invitation.js';
import { about, inPairs, onlyAbout } from './layout.js';
import { who } from './show.js';

const half = 30 * 60_000;

/** Reporting in is done, or the agreement is signed: on which day. Its reminders stop. */
export const clientRecord = defineFlow({
  id: 'client-record',
  roles: ['worker', 'supervisor'],
  idleMs: half,
  open(args, { facts }) {
    const clientId = String(args['clientId']);
    const client = facts.clientCard(clientId);
    if (client === null) return gone();
    const { what } = args;
    return what === 'reported' || what === 'signed'
      ? ask('day', { clientId, what })
      : ask('what', { clientId });
  },
  questions: {
    what: {
      reads: { as: 'choice' },
      ask: ({ facts }, data) => {
        const clientId = String(data['clientId']);
        const client = facts.clientCard(clientId);
        const open = [
          ...(client?.reportedOn == null ? ['reported'] : []),
          ...(client?.signedOn == null ? ['signed'] : []),
        ];
        const buttons = open.map((value) => ({ value, label: text(`staff:record.${value}`) }));
        return choices([text('staff:record.what', { who: who(client) })], about(clientId, buttons));
      },
      answer: onlyAbout('what', 'clientId', (what, _context, data) => ask('day', { ...data, what })),
    },
    day: {
      reads: { as: 'day' },
      unclear: text('staff:day.unclear'),
      ask: ({ facts, today }, data) => {
        const clientId = String(data['clientId']);
        const key = `staff:record.${String(data['what'])}-day`;
        const buttons = [dayOption(today, 'today'), dayOption(today, 'yesterday')];
        return choices([text(key, { who: who(facts.clientCard(clientId)) })], about(clientId, buttons));
      },
      answer: onlyAbout('day', 'clientId', (on, context, data) =>
        on > context.today ? tooLate('day', data) : record(on, data),
      ),
    },
  },
});

function record(on: string, data: JsonObject): Outcome {
  const personId = String(data['clientId']);
  const isReport = data['what'] === 'reported';
  return end(
    { do: 'enrolment.mark', personId, ...(isReport ? { reportedOn: on } : { signedOn: on }) },
    { do: 'say', to: 'me', paragraphs: [text('staff:record.done', { on })], kind: 'client-card' },
  );
}

/** Which test template is in force for a client. None runs before a worker has confirmed it for the place. */
export const clientTemplate = defineFlow({
  id: 'client-template',
  roles: ['worker', 'supervisor'],
  idleMs: half,
  open(args, { facts }) {
    const clientId = String(args['clientId']);
    return facts.clientCard(clientId) === null ? gone() : ask('template', { clientId });
  },
  questions: {
    template: {
      reads: { as: 'choice' },
      ask: ({ facts }, data) => {
        const clientId = String(data['clientId']);
        const client = facts.clientCard(clientId);
        const buttons = [...testTemplates, null].map((template) => ({
          value: template ?? 'none',
          label: templateName(template),
        }));
        const now = templateName(client?.testTemplate ?? null);
        return choices(
          [text('staff:template.ask', { who: who(client), name: now })],
          ...inPairs(about(clientId, buttons)),
        );
      },
      answer: onlyAbout('template', 'clientId', (template, _context, data) =>
        template === 'none' ? setTemplate(null, data) : ask('sure', { ...data, template }),
      ),
    },
    sure: {
      reads: { as: 'choice' },
      ask: (_context, data) =>
        choices(
          [text('staff:template.sure', { name: templateName(String(data['template'])) })],
          about(String(data['clientId']), [
            { value: 'yes', label: text('staff:template.yes'), words: 'yes' },
            { value: 'no', label: text('staff:template.no'), words: 'no' },
          ]),
        ),
      answer: onlyAbout('sure', 'clientId', (value, _context, data) =>
        value === 'yes' ? setTemplate(String(data['template']), data) : end(tell('staff:set.left')),
      ),
    },
  },
});

function setTemplate(testTemplate: string | null, data: JsonObject): Outcome {
  return end(
    { do: 'enrolment.mark', personId: String(data['clientId']), testTemplate },
    tell('staff:template.done', { name: templateName(testTemplate) }),
  );
}

function gone(): Outcome {
  return end(tell('staff:client.gone'));
}

function tell(key: string, params?: Parameters<typeof text>[1]) {
  return { do: 'say', to: 'me', paragraphs: [text(key, params)], kind: 'client-card' } as const;
}
