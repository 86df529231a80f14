import type { Action } from '../../flows/engine/types.js';
import type { LaterRows, SyncSql, Tx } from '../client.js';
import { insertOne, storableJson, type Cell, type Column } from './dialect.js';

/** What one button of a message means. */
export interface Choice {
  readonly action: Action;
  /** Whether it works more than once. */
  readonly again: boolean;
}

/** The buttons of one message, bound to one contact. */
export interface NewButtons {
  /** Names all of them; each has a token of its own, {@link tokenOf}. */
  readonly token: string;
  readonly contactId: string;
  /** In the order shown; null: used up. */
  readonly choices: readonly (Choice | null)[];
  readonly expiresAt: Date;
}

const COLUMNS: readonly Column[] = [
  { name: 'token', type: 'text' },
  { name: 'contactId', type: 'text' },
  { name: 'choices', type: 'json' },
  { name: 'expiresAt', type: 'instant' },
];

/**
 * The token that the button at this place of a message carries.
 *
 * @example
 * tokenOf('0a1b2c', 3); // '0a1b2c.3'
 */
export function tokenOf(message: string, place: number): string {
  return `${message}.${place}`;
}

/** The two halves of a button's token; of one that is none of ours the place is -1. */
export function placeOfToken(token: string): { readonly message: string; readonly place: number } {
  const [, message, place] = /^(.+)\.(\d{1,3})$/.exec(token) ?? [];
  return message === undefined ? { message: token, place: -1 } : { message, place: Number(place) };
}

const { text, fit } = insertOne('"Button"', COLUMNS, null);
const ROWS: LaterRows<readonly Cell[]> = { table: 'Button', spares: [], text, paramsOf: fit };

/** Keeps the buttons of a message: one row, however many there are. */
export function insertButtons(
  tx: Pick<Tx, 'later'>,
  { token, contactId, choices, expiresAt }: NewButtons,
): void {
  tx.later(ROWS, [token, contactId, storableJson(JSON.stringify(choices)), expiresAt]);
}

/** The buttons of the message that a button's token belongs to; null when there are none any more. */
export function buttonsOf(sql: Pick<SyncSql, 'get'>, token: string): NewButtons | null {
  const { message } = placeOfToken(token);
  const row = sql.get<{ contactId: string; choices: string; expiresAt: number }>(
    `SELECT "contactId","choices","expiresAt" FROM "Button" WHERE "token" = ?`,
    message,
  );
  if (row === undefined) return null;
  const choices = JSON.parse(row.choices) as NewButtons['choices'];
  return { token: message, contactId: row.contactId, choices, expiresAt: new Date(row.expiresAt) };
}

/** What a button's token means at this moment; null when it means nothing any more. */
export function choiceAt(buttons: NewButtons, token: string): Choice | null {
  return buttons.choices[placeOfToken(token).place] ?? null;
}

/** Keeps what is left of the choices; a message without any is forgotten. */
export function keepChoices(sql: Pick<SyncSql, 'run'>, token: string, choices: NewButtons['choices']): void {
  if (choices.every((choice) => choice === null)) sql.run(`DELETE FROM "Button" WHERE "token" = ?`, token);
  else sql.run(`UPDATE "Button" SET "choices" = ? WHERE "token" = ?`, JSON.stringify(choices), token);
}
