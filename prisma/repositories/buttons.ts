import type { Action } from '../../flows/engine/types.js';
import type { RawSql } from '../client.js';
import { insertMany, storableJson, type Column } from './dialect.js';

/** A tappable choice as it is kept: bound to one contact and one message. */
export interface NewButton {
  readonly token: string;
  readonly contactId: string;
  /** The outbox key of the message that carries it. */
  readonly message: string;
  readonly action: Action;
  /** Whether a tap uses it up, and its siblings with it. */
  readonly single: boolean;
  readonly expiresAt: Date;
}

const COLUMNS: readonly Column[] = [
  { name: 'token', type: 'text' },
  { name: 'contactId', type: 'text' },
  { name: 'message', type: 'text' },
  { name: 'action', type: 'json' },
  { name: 'single', type: 'bool' },
  { name: 'expiresAt', type: 'instant' },
];

/** Keeps the buttons of a message. */
export async function insertButtons(raw: RawSql, buttons: readonly NewButton[]): Promise<void> {
  const cells = buttons.map(({ token, contactId, message, action, single, expiresAt }) => [
    token,
    contactId,
    message,
    storableJson(JSON.stringify(action)),
    single,
    expiresAt,
  ]);
  await insertMany(raw, '"Button"', COLUMNS, cells, null);
}
