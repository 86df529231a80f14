import type { SayEffect } from '../../flows/core-effects.js';
import { frameOf, push } from '../../flows/engine/session.js';
import { loadSession, saveSession } from '../turn/session.js';
import type { Turn } from '../turn/types.js';

/** Opens a question in the conversation of whoever reads the message, on top of what is open there. */
export function awaitAnswer(
  { tx, deps, now }: Pick<Turn, 'tx' | 'deps' | 'now'>,
  contactId: string,
  { flow: id, question, data }: NonNullable<SayEffect['awaits']>,
): void {
  const flow = deps.flows.get(id);
  if (flow?.questions[question] === undefined)
    throw new Error(
      `expected a question that can be awaited, got ${id}.${question}; add it to flows/index.ts`,
    );
  saveSession(tx, contactId, push(loadSession(tx, contactId), frameOf(flow, question, data, now)), now);
}
