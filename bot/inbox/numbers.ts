import { normalise, placeOf } from '../../flows/engine/readers.js';
import { emptySession, top } from '../../flows/engine/session.js';
import type { Frame, Session } from '../../flows/engine/types.js';
import type { Tx } from '../../prisma/client.js';
import { sessionOf } from '../../prisma/records/index.js';
import { buttonsOf } from '../../prisma/repositories/buttons.js';
import { areNumbers } from '../channels/shared/index.js';
import type { TurnContact, TurnDeps } from '../turn/types.js';

/** So many of the last messages with choices are looked at. */
const looked = 20;

/** A message with its choices as they were shown, numbered from 1 over all rows. */
interface Shown {
  readonly at: number;
  readonly choices: readonly { readonly token: string; readonly label: string }[];
}

/**
 * On a channel without buttons: the button that a typed number or label stands for, or null. A number belongs to the
 * newest list, unless a question that was asked after it waits for words of its own; a label may be of an older list
 * when nothing is asked. What the token means, and whether it still means anything, is the button's own affair.
 */
export function typedChoice(
  deps: Pick<TurnDeps, 'capabilities' | 'flows' | 'locales'>,
  tx: Tx,
  contact: TurnContact,
  typed: string,
): string | null {
  if (deps.capabilities(contact.bot).buttons) return null;
  const lists = shownLists(tx, contact.id);
  const newest = lists[0];
  if (newest === undefined) return null;
  const frame = openFrame(tx, contact.id);
  if (frame !== null && !belongsTogether(deps, tx, newest, frame)) return null;
  const own = byLabel(newest, typed) ?? byPosition(deps, newest, typed);
  if (own !== null || (frame !== null && reads(deps, frame) !== 'choice')) return own;
  return lists.map((list) => byLabel(list, typed)).find((token) => token !== null) ?? null;
}

function shownLists(tx: Tx, contactId: string): Shown[] {
  const rows = tx.sql.all<{ buttons: string; createdAt: number }>(
    `SELECT "buttons","createdAt" FROM "Outbox" WHERE "contactId" = ? AND "buttons" <> '[]'
       AND "state" IN ('sending','sent','delivered','read','unknown') ORDER BY "id" DESC LIMIT ${looked}`,
    contactId,
  );
  return rows.map(({ buttons, createdAt }) => ({
    at: Number(createdAt),
    choices: (JSON.parse(buttons) as Shown['choices'][]).flat(),
  }));
}

function openFrame(tx: Tx, contactId: string): Frame | null {
  const row = sessionOf(tx.sql, contactId);
  return top(row === null ? emptySession : { frames: row.frames as unknown as Session['frames'] });
}

/**
 * Whether the newest list may be what is being answered: shown after the question was asked, or as its own choices. A
 * question with choices is itself a list: of the same moment, the newest is that one or came after it.
 */
function belongsTogether(deps: Pick<TurnDeps, 'flows'>, tx: Tx, newest: Shown, frame: Frame): boolean {
  const askedAt = Date.parse(frame.askedAt);
  if (newest.at !== askedAt) return newest.at > askedAt;
  return reads(deps, frame) === 'choice' || asks(tx, newest, frame);
}

/** Whether the choices of a list are those of the question, or lead to it (a message that waits for an answer). */
function asks(tx: Tx, list: Shown, frame: Frame): boolean {
  const [first] = list.choices;
  const choices = (first === undefined ? null : buttonsOf(tx.sql, first.token)?.choices) ?? [];
  return choices.some(
    (choice) =>
      choice?.action.flow === frame.flow &&
      (choice.action.kind === 'open' || choice.action.question === frame.question),
  );
}

const reads = ({ flows }: Pick<TurnDeps, 'flows'>, frame: Frame): string | undefined =>
  flows.get(frame.flow)?.questions[frame.question]?.reads.as;

function byLabel({ choices }: Shown, typed: string): string | null {
  const said = normalise(typed);
  return said === '' ? null : (choices.find(({ label }) => normalise(label) === said)?.token ?? null);
}

/** Choices that are numbers themselves stand for themselves: their places would be others. */
function byPosition(
  { locales }: Pick<TurnDeps, 'locales'>,
  { choices }: Shown,
  typed: string,
): string | null {
  if (areNumbers(choices.map(({ label }) => label))) return null;
  const place = placeOf(typed, locales.words);
  return place === null ? null : (choices[place - 1]?.token ?? null);
}
