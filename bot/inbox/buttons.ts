import type { Action } from '../../flows/engine/types.js';
import type { Tx } from '../../prisma/client.js';
import { buttonsOf, choiceAt, keepChoices, type Choice } from '../../prisma/repositories/buttons.js';

/**
 * What a tapped button means. Null for a token that is unknown, another contact's, used or expired: a forged,
 * foreign, replayed or stale tap changes nothing. A single-use button works once.
 */
export function useButton(
  { sql }: Pick<Tx, 'sql'>,
  contactId: string,
  token: string,
  now: Date,
): Action | null {
  const buttons = buttonsOf(sql, token);
  if (buttons === null || buttons.contactId !== contactId || buttons.expiresAt <= now) return null;
  const used = choiceAt(buttons, token);
  if (used === null) return null;
  if (!used.again)
    keepChoices(
      sql,
      buttons.token,
      buttons.choices.map((choice) => (isUsedUp(choice, used) ? null : choice)),
    );
  return used.action;
}

/** An answer uses up all answers of its message; a button that opens something uses up itself only. */
function isUsedUp(choice: Choice | null, used: Choice): boolean {
  const isAnswer = used.action.kind === 'answer';
  return choice === used || (isAnswer && choice?.again === false && choice.action.kind === 'answer');
}
