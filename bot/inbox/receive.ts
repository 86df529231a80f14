import type { Database } from '../../prisma/client.js';
import { storeUpdates } from '../../prisma/repositories/dispatch-inbox.js';
import type { Inbound } from '../channels/channel.js';
import type { MemoryPager } from '../crisis/memory-pager.js';
import type { GateResult } from '../crisis/types.js';

/** An update as it is stored until it is handled: what arrived, and what the crisis gate made of it. */
export interface StoredUpdate {
  readonly inbound: Inbound;
  readonly gate: GateResult | null;
}

/** What receiving needs. */
export interface ReceiveDeps {
  readonly db: Database;
  now(): Date;
  /** Pages the on-call order from memory when nothing can be stored. */
  readonly pager?: MemoryPager | null;
  /** The crisis gate; null only in the control test that shows what happens without it. */
  readonly gate: { inspect(inbound: Inbound): Promise<GateResult> } | null;
}

/**
 * Takes updates from a channel: first the gate, which may send a card before anything is stored, then the inbox.
 * Resolves when all are stored; a repeat (same bot and update id) is folded. Rejects when nothing was stored: the
 * channel then leaves them unconfirmed and they come again.
 */
export async function receive(deps: ReceiveDeps, batch: readonly Inbound[]): Promise<void> {
  const stored = await Promise.all(
    batch.map(async (inbound): Promise<StoredUpdate> => ({
      inbound,
      gate: (await deps.gate?.inspect(inbound)) ?? null,
    })),
  );
  try {
    await storeUpdates(deps.db, stored.map(rowOf), deps.now());
  } catch (error) {
    await Promise.all(
      stored.flatMap(({ gate }) => (gate === null || !deps.pager ? [] : [deps.pager.page(gate)])),
    );
    throw error;
  }
}

function rowOf(update: StoredUpdate) {
  return {
    bot: update.inbound.address.bot,
    updateId: update.inbound.updateId,
    chat: update.inbound.address.chat,
    payload: JSON.stringify(update),
  };
}

/** The stored form back as what arrived. */
export function parseUpdate(payload: string): StoredUpdate {
  const stored = JSON.parse(payload) as StoredUpdate;
  return { ...stored, inbound: { ...stored.inbound, at: new Date(stored.inbound.at) } };
}
