import type { Tx } from '../../prisma/client.js';
import { insertOutbox } from '../../prisma/repositories/outbox.js';
import type { Inbound } from '../channels/channel.js';
import type { TurnContact } from '../turn/types.js';
import type { GateResult } from './types.js';

/**
 * Records the card that the gate has sent before anything was stored: as `sent` or `unknown`, or queued in the
 * crisis lane where the send failed. Idempotent by the card's key. `contact` is the one of `gate.person`.
 */
export async function recordCard(
  tx: Tx,
  contact: TurnContact,
  inbound: Inbound,
  gate: GateResult,
  now: Date,
): Promise<void> {
  if (gate.card === null) return;
  const { key, text, sent, providerRef } = gate.card;
  await insertOutbox(tx.raw, [
    {
      key,
      contactId: contact.id,
      personId: contact.personId,
      bot: inbound.address.bot,
      lane: 'crisis',
      kind: 'crisis-card',
      proactive: false,
      text,
      buttons: [],
      notBefore: now,
      createdAt: now,
      expiresAt: null,
      localDay: null,
      about: null,
      state: sent === 'failed' ? 'queued' : sent,
    },
  ]);
  if (providerRef === null) return;
  await tx.raw.exec(
    `UPDATE "Outbox" SET "providerRef" = ? WHERE "key" = ? AND "providerRef" IS NULL`,
    providerRef,
    key,
  );
}
