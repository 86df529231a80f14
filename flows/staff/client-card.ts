import { choices, defineFlow, plain } from '../engine/define.js';
import { shown, text, type Text } from '../engine/text.js';
import type { JsonObject, Option, Prompt } from '../engine/types.js';
import { rowText } from './caseload.js';
import type { ClientCardFacts } from './facts.js';
import { inPairs, show } from './layout.js';

/** One client, and what a worker can do for them. */
export const clientCard = defineFlow({
  id: 'client-card',
  roles: ['worker', 'supervisor'],
  questions: {},
  open(args, { facts }) {
    const client = facts.clientCard(String(args['clientId']));
    return show('client-card', client === null ? plain(text('staff:client.gone')) : card(client));
  },
});

function card(client: ClientCardFacts): Prompt {
  const { personId: clientId } = client;
  const door = (value: string, flow: string, args: JsonObject): Option => ({
    value,
    label: text(`staff:door.${value}`),
    open: { flow, args },
    again: true,
  });
  return choices(
    [rowText(client), text('staff:lines', { lines: { list: details(client) } }), ...history(client)],
    ...inPairs([
      door('write', 'relay', { personId: clientId }),
      door('book', 'book', { clientId }),
      ...client.unmarked.slice(0, 1).map(({ id }) => door('mark', 'mark', { appointmentId: id })),
      door('status', 'client-status', { clientId }),
      ...(client.reportedOn === null || client.signedOn === null
        ? [door('record', 'client-record', { clientId })]
        : []),
      door('template', 'client-template', { clientId }),
      door('course', 'client-course', { clientId }),
      ...(client.state === 'none' ? [] : [door('again', 'client-again', { clientId })]),
      door('renew', 'invite-again', { clientId }),
      door('card', 'card-propose', { clientId }),
      door('minor', 'client-minor', { clientId }),
    ]),
  );
}

function details(client: ClientCardFacts): Text[] {
  const { reportedOn, signedOn, testTemplate, unmarked, worker } = client;
  const [past] = unmarked;
  return [
    ...(worker === null ? [] : [text('staff:client.worker', { alias: worker.alias })]),
    reportedOn === null
      ? text('staff:client.not-reported')
      : text('staff:client.reported', { on: reportedOn }),
    signedOn === null ? text('staff:client.not-signed') : text('staff:client.signed', { on: signedOn }),
    text('staff:client.template', { name: templateName(testTemplate) }),
    ...(past === undefined ? [] : [text('staff:client.unmarked', { at: shown(past.startsAt, 'day-time') })]),
    ...(client.shutOut === 0 ? [] : [text('staff:client.shut-out', { n: client.shutOut })]),
  ];
}

/** A test template as staff know it. */
export function templateName(template: string | null): Text {
  return text(`staff:template.${template ?? 'none'}`);
}

function history({ history }: ClientCardFacts): Text[] {
  if (history.length === 0) return [];
  const lines = history.map((change) =>
    text(change.by === null ? 'staff:client.change-by-itself' : 'staff:client.change', {
      on: change.onDay,
      status: text(`staff:status.${change.status}`),
      reason: text(`staff:how.${change.reason}`),
      by: change.by ?? '',
    }),
  );
  return [text('staff:client.history', { lines: { list: lines } })];
}
