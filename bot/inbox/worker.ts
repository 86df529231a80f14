import { runTurn } from '../turn/run.js';
import type { Database } from '../../prisma/client.js';
import { isAnyDue } from '../../prisma/repositories/due.js';
import { endInbox, failInbox, nextInbox, type InboxRow } from '../../prisma/repositories/inbox.js';
import type { Action } from '../../flows/engine/types.js';
import type { MemoryPager } from '../crisis/memory-pager.js';
import type { GateResult } from '../crisis/types.js';
import { isDatabaseTrouble } from '../../scheduler/database-trouble.js';
import { traceOf } from '../../scheduler/trace-of.js';
import type { Trouble } from '../../scheduler/dispatcher.js';
import { askToReach } from '../missed.js';
import type { TurnDeps } from '../turn/types.js';
import { contactOf } from '../turn/who.js';
import { handle } from './handle.js';
import { parseUpdate } from './receive.js';
import { createRetries, type Retries } from './retries.js';

/** After so many failed attempts an update is set aside and a person asked to look. */
const mostAttempts = 3;

/** Handles stored updates one after the other, oldest first. */
export interface InboxWorker {
  /** Resolves when nothing waits any more. Concurrent calls share one run. */
  drain(): Promise<number>;
}

/** What the worker needs beside a turn's own. */
export interface WorkerDeps {
  readonly db: Database;
  readonly turn: TurnDeps;
  now(): Date;
  /** Pages the on-call order from memory while the database is in trouble, or a turn breaks. */
  readonly pager?: Pick<MemoryPager, 'page' | 'hasPaged' | 'end'> | null;
  /** What an operator should hear of. */
  readonly onTrouble?: (trouble: Trouble) => void;
  /** Called after each update: its answers are in the outbox; `madeDue` when something is to be fired at once. */
  readonly handled?: (done: { readonly madeDue: boolean }) => void;
}

/** @see InboxWorker */
export function createInboxWorker(deps: WorkerDeps): InboxWorker {
  let running: Promise<number> | null = null;
  const retries = createRetries(deps.db.raw);
  return {
    drain() {
      running ??= drainAll(deps, retries).finally(() => {
        running = null;
      });
      return running;
    },
  };
}

async function drainAll(deps: WorkerDeps, retries: Retries): Promise<number> {
  let handled = 0;
  await retries.wake(deps.now());
  for (;;) {
    const row = await nextInbox(deps.db.raw);
    if (row === null) return handled;
    deps.handled?.({ madeDue: await handleOne(deps, row, retries) });
    handled += 1;
  }
}

/** Whether something is due now, most likely by this very turn. */
async function handleOne(deps: WorkerDeps, row: InboxRow, retries: Retries): Promise<boolean> {
  const now = deps.now();
  try {
    const update = parseUpdate(row.payload);
    const madeDue = await deps.db.transaction(async (tx) => {
      await handle(deps.turn, tx, update, now);
      await endInbox(tx.raw, row.id, now);
      return isAnyDue(tx.sql, now);
    });
    if (update.gate !== null) deps.pager?.end(update.gate);
    return madeDue;
  } catch (error) {
    // It is not the update's fault: it waits for the next tick.
    if (isDatabaseTrouble(error)) {
      await pageFromMemory(deps, row, 3);
      throw error;
    }
    await failed(deps, row, retries, error);
    return false;
  }
}

/** A cry for help that is stored but cannot become an alert is as lost as one that could not be stored. */
async function failed(deps: WorkerDeps, row: InboxRow, retries: Retries, error: unknown): Promise<void> {
  const now = deps.now();
  const attempt = row.attempt + 1;
  await pageFromMemory(deps, row, attempt < mostAttempts ? 3 : 2);
  const state = await failInbox(deps.db.raw, row.id, mostAttempts);
  deps.turn.log.error(
    { update: row.id, attempt, state, ...traceOf(error) },
    'an update could not be handled',
  );
  if (state !== 'failed') return;
  if (gateOf(row) !== null) await retries.later(row, now);
  if (attempt === mostAttempts) await giveUp(deps, row, now);
}

/** The operator is told in any case; the person, and their worker, once however often it is tried. */
async function giveUp(deps: WorkerDeps, row: InboxRow, now: Date): Promise<void> {
  deps.onTrouble?.({ code: 'inbox.failed', bot: row.bot, detail: { update: row.id } });
  try {
    await apologise(deps, row, now);
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error;
    deps.turn.log.error({ update: row.id, ...traceOf(error) }, 'nobody could be told of a failed update');
  }
}

/** The finding of a level 2 or 3; null for everything else, and for what cannot be read. */
function gateOf(row: InboxRow): GateResult | null {
  try {
    const { gate } = parseUpdate(row.payload);
    return gate !== null && gate.level >= 2 ? gate : null;
  } catch {
    return null;
  }
}

async function pageFromMemory({ pager }: WorkerDeps, row: InboxRow, least: 2 | 3): Promise<void> {
  const gate = gateOf(row);
  if (gate !== null) await pager?.page(gate, least);
}

/** The person is not left without an answer, and hears of no more people than have been called; their worker is asked to look. */
async function apologise(deps: WorkerDeps, row: InboxRow, now: Date): Promise<void> {
  const { inbound } = parseUpdate(row.payload);
  const gate = gateOf(row);
  if (gate === null && inbound.scope === 'group') return;
  const action: Action =
    gate === null ? { kind: 'open', flow: 'sorry', args: {} } : brokenCrisis(gate, deps.pager ?? null);
  await deps.db.transaction(async (tx) => {
    const address = gate?.person ?? inbound.address;
    const contact = await contactOf(tx, address, inbound.language, deps.turn.random.id, now);
    await tx.prisma.session.deleteMany({ where: { contactId: contact.id } });
    const { personId } = contact;
    const key = `update:${row.id}`;
    if (personId !== null) await askToReach(tx, { clientId: personId, key, reason: 'message-failed' }, now);
    await runTurn(deps.turn, tx, contact, { type: 'action', action }, now);
  });
}

function brokenCrisis(gate: GateResult, pager: NonNullable<WorkerDeps['pager']> | null): Action {
  const args = { level: gate.level, kinds: [...gate.kinds], paged: pager?.hasPaged(gate) ?? false };
  return { kind: 'open', flow: 'crisis-failed', args };
}
