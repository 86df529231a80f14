import { hourMs } from '../options.js';
import { at, itemKey, type DecisionLine, type DueLine, type Evidence, type Problem } from './evidence.js';

const final = ['done', 'dropped', 'cleared', 'cancelled'];

/** How the last decision of a row in this state reads. */
function endsAs(state: string, code: string): boolean {
  switch (state) {
    case 'done':
      return ['fired', 'silent', 'carried'].includes(code);
    case 'dropped':
      return code.startsWith('dropped.');
    case 'cleared':
      return code.startsWith('cleared.');
    default:
      return code.startsWith('cancelled.');
  }
}

/** Every row whose moment has come ended, once, and says why: nothing lost, nothing decided twice. */
export function checkDues({ dues, decisions, run }: Evidence): Problem[] {
  return dues.flatMap((row) => {
    const said = decisions.get(itemKey(row)) ?? [];
    const problem = problemOf(row, said, run.endMs);
    if (problem === null) return [];
    const codes = said.map(({ code }) => code).join(' → ');
    const detail = `${problem}: ${itemKey(row)} is ${row.state} (${row.reason ?? 'no reason'}), due ${at(row.dueAt)}; decisions: ${codes}`;
    return [{ check: 'dues', chat: chatOf(run, row.personId), detail }];
  });
}

function problemOf(row: DueLine, said: readonly DecisionLine[], endMs: number): string | null {
  const over = said.filter(({ code }) => ['fired', 'silent', 'carried'].includes(code));
  if (over.length > 1) return 'went out more than once';
  if (over.length === 1 && over[0] !== said.at(-1)) return 'was decided again after it had gone out';
  if (!final.includes(row.state)) return row.dueAt < endMs - hourMs ? 'was never decided' : null;
  const last = said.at(-1);
  if (last === undefined) return 'ended without a decision';
  return endsAs(row.state, last.code) ? null : 'ended otherwise than its last decision says';
}

/** No update waits, none was given up, and the text of none is left. */
export async function checkInbox({ run }: Evidence): Promise<Problem[]> {
  const rows = await run.db.raw.query<{ id: number; state: string; updateId: string }>(
    `SELECT "id","state","updateId" FROM "Inbox" WHERE "state" <> 'handled' OR "payload" IS NOT NULL`,
  );
  return rows.map(({ state, updateId }) => ({
    check: 'inbox',
    chat: null,
    detail: `update ${updateId} is ${state} or its text is kept`,
  }));
}

/** Every message ended, or waits for a moment that has not come. */
export function checkOutbox({ outbox, run }: Evidence): Problem[] {
  return [...outbox.values()].flatMap((row) => {
    const waits = row.state === 'queued' || row.state === 'errored';
    const isOpen = row.state === 'sending' || (waits && row.notBefore < run.endMs - hourMs);
    const isUnsettled = row.state === 'unknown' && row.error !== 'left' && row.error !== 'repeated';
    if (!isOpen && !isUnsettled) return [];
    return [
      {
        check: 'outbox',
        chat: row.chat,
        detail: `${row.kind} ${row.key} is ${row.state} (${row.error ?? ''})`,
      },
    ];
  });
}

/** What did not go out, or may not have, was seen to: another address, a task, or at least a word why. */
export function checkUnsent({ outbox, decisions, run }: Evidence): Problem[] {
  return [...outbox.values()].flatMap((row) => {
    const isOver =
      row.state === 'failed' || row.state === 'expired' || (row.state === 'unknown' && row.error === 'left');
    if (!isOver || row.createdAt > run.endMs - 2 * hourMs) return [];
    const said = decisions.get(itemKey({ scope: `outbox:${row.id}`, step: 'fallback', cycle: row.key }));
    if (said?.length === 1) return [];
    const detail = `${row.kind} ${row.key} is ${row.state}, decided ${said?.length ?? 0} times`;
    return [{ check: 'unsent', chat: row.chat, detail }];
  });
}

/** The bot logged no error. */
export function checkErrors({ run }: Evidence): Problem[] {
  return run.errors.map((detail) => ({ check: 'errors', chat: null, detail }));
}

function chatOf(run: Evidence['run'], personId: string | null): string | null {
  return run.cast.find((member) => member.id !== '' && member.id === personId)?.chat ?? null;
}
