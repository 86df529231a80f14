import { choices, defineFlow } from '../engine/define.js';
import { shown, text, type Text } from '../engine/text.js';
import type { Option, Prompt } from '../engine/types.js';
import type { CaseloadFacts, CaseloadRow } from './facts.js';
import { inPairs, show } from './layout.js';
import { clip, who } from './show.js';

/** Clients a page. */
export const caseloadPage = 8;

/** A worker's own clients; a supervisor's are the station's. Never answers, never scores. */
export const caseload = defineFlow({
  id: 'caseload',
  roles: ['worker', 'supervisor'],
  questions: {},
  open(args, { facts }) {
    const from = typeof args['from'] === 'number' ? args['from'] : 0;
    const found = facts.caseload(String(from));
    return show('caseload', found.total === 0 ? nobody : list(found, from));
  },
});

const nobody: Prompt = choices(
  [text('staff:list.nobody')],
  [{ value: 'invite', label: text('staff:button.invite'), open: { flow: 'invite', args: {} }, again: true }],
);

function list({ rows, total }: CaseloadFacts, from: number): Prompt {
  const lines = rows.map((row, index) =>
    text('staff:list.line', { position: from + index + 1, client: rowText(row) }),
  );
  const buttons = rows.map((row): Option => {
    const label =
      row.day === null
        ? text('staff:list.open', { alias: clip(row.alias) })
        : text('staff:list.open-day', { alias: clip(row.alias), day: row.day });
    return {
      value: `client-${row.personId}`,
      label,
      open: { flow: 'client-card', args: { clientId: row.personId } },
      again: true,
    };
  });
  return choices(
    [text('staff:list.head', { total }), text('staff:lines', { lines: { list: lines } })],
    ...inPairs([...buttons, ...more(total, from)]),
  );
}

/** One client in one line: who · how things stand · the next appointment · when last heard of. */
export function rowText(row: CaseloadRow): Text {
  return text('staff:list.row', {
    who: who(row),
    state: stateText(row),
    next:
      row.nextAt === null
        ? text('staff:list.no-next')
        : text('staff:list.next', { at: shown(row.nextAt, 'day-time') }),
    contact: text(row.isSilent ? 'staff:contact.silent' : `staff:contact.${row.lastContact}`),
  });
}

function stateText(row: CaseloadRow): Text {
  return row.state === 'active' ? text(`staff:status.${row.status}`) : text(`staff:state.${row.state}`);
}

function more(total: number, from: number): Option[] {
  const left = total - from - caseloadPage;
  if (left <= 0) return [];
  const label = text('staff:more', { left });
  return [
    { value: 'more', label, open: { flow: 'caseload', args: { from: from + caseloadPage } }, again: true },
  ];
}
