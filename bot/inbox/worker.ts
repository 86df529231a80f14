import { runTurn } from '../turn/run.js';
import type { Database } from '../../prisma/client.js';
import { isAnyDue } from '../../prisma/repositories/due.js';
import { endInbox, failInbox, nextInbox, type InboxRow } from '../../prisma/repositories/inbox.js';
import type { MemoryPager } from '../crisis/memory-pager.js';
import { isDatabaseTrouble } from '../../scheduler/database-trouble.js';
import { traceOf } from '../../scheduler/trace-of.js';
import type { Trouble } from '../../scheduler/dispatcher.js';
import { askToReach } from '../missed.js';
import type { TurnDeps } from '../turn/types.js';
import { contactOf } from '../turn/who.js';
import { handle } from './handle.js';
import { parseUpdate } from './receive.js';

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
  /** Pages the on-call order from memory while the database is in trouble. */
  readonly pager?: Pick<MemoryPager, 'page'> | null;
  /** What an operator should hear of. */
  readonly onTrouble?: (trouble: Trouble) => void;
  /** Called after each update: its answers are in the outbox; `madeDue` when something is to be fired at once. */
  readonly handled?: (done: { readonly madeDue: boolean }) => void;
}

/** @see InboxWorker */
export function createInboxWorker(deps: WorkerDeps): InboxWorker {
  let running: Promise<number> | null = null;
  return {
    drain() {
      running ??= drainAll(deps).finally(() => {
        running = null;
      });
      return running;
    },
  };
}

async function drainAll(deps: WorkerDeps): Promise<number> {
  let handled = 0;
  for (;;) {
    const row = await nextInbox(deps.db.raw);
    if (row === null) return handled;
    deps.handled?.({ madeDue: await handleOne(deps, row) });
    handled += 1;
  }
}

/** Whether something is due now, most likely by this very turn. */
async function handleOne(deps: WorkerDeps, row: InboxRow): Promise<boolean> {
  const now = deps.now();
  try {
    return await deps.db.transaction(async (tx) => {
      await handle(deps.turn, tx, parseUpdate(row.payload), now);
      await endInbox(tx.raw, row.id, now);
      return isAnyDue(tx.sql, now);
    });
  } catch (error) {
    // It is not the update's fault: it waits for the next tick.
    if (isDatabaseTrouble(error)) {
      await pageFromMemory(deps, row);
      throw error;
    }
    const state = await failInbox(deps.db.raw, row.id, mostAttempts);
    deps.turn.log.error(
      { update: row.id, attempt: row.attempt + 1, state, ...traceOf(error) },
      'an update could not be handled',
    );
    if (state === 'failed') await giveUp(deps, row, now);
    return false;
  }
}

/** A cry for help that is stored but cannot become an alert is as lost as one that could not be stored. */
async function pageFromMemory({ pager }: WorkerDeps, row: InboxRow): Promise<void> {
  const { gate } = parseUpdate(row.payload);
  if (gate !== null) await pager?.page(gate);
}

/** The operator is told in any case; a cry for help is paged from memory, as it will become no alert. */
async function giveUp(deps: WorkerDeps, row: InboxRow, now: Date): Promise<void> {
  deps.onTrouble?.({ code: 'inbox.failed', bot: row.bot, detail: { update: row.id } });
  try {
    await pageFromMemory(deps, row);
    await apologise(deps, row, now);
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error;
    deps.turn.log.error({ update: row.id, ...traceOf(error) }, 'nobody could be told of a failed update');
  }
}

/** The person is told that somebody will look, and their worker is asked to. */
async function apologise(deps: WorkerDeps, row: InboxRow, now: Date): Promise<void> {
  const { inbound } = parseUpdate(row.payload);
  if (inbound.scope === 'group') return;
  await deps.db.transaction(async (tx) => {
    const contact = await contactOf(tx, inbound.address, inbound.language, deps.turn.random.id, now);
    await tx.prisma.session.deleteMany({ where: { contactId: contact.id } });
    const { personId } = contact;
    const key = `update:${row.id}`;
    if (personId !== null)
      await askToReach(deps.turn, tx, { clientId: personId, key, reason: 'message-failed' }, now);
    const action = { kind: 'open', flow: 'sorry', args: {} } as const;
    await runTurn(deps.turn, tx, contact, { type: 'action', action }, now);
  });
}
