import type { JsonObject } from '../flows/engine/types.js';
import type { Tx } from '../prisma/client.js';
import type { DueRow } from '../prisma/repositories/due.js';
import { contactById } from '../prisma/records/index.js';
import { reachableAddresses } from './turn/reach.js';
import { runTurn } from './turn/run.js';
import type { TurnDeps } from './turn/types.js';

/**
 * Opens what a due row stands for: in the person's preferred conversation that can be reached, or as the system's own work (audience
 * `system`, and `worker` rows that name no person). `no-address`: the person has none that is active.
 */
export async function openDue(
  deps: TurnDeps,
  tx: Tx,
  row: DueRow,
  args: JsonObject,
  now: Date,
): Promise<'ran' | 'no-address'> {
  const event = { type: 'due', flow: row.flow, args } as const;
  if (row.audience === 'system' || (row.personId === null && args['contactId'] === undefined)) {
    await runTurn(deps, tx, null, event, now);
    return 'ran';
  }
  const contact =
    typeof args['contactId'] === 'string'
      ? contactById(tx.sql, args['contactId'])
      : reachableAddresses(deps, tx.sql, row.personId!, now)[0];
  if (contact?.state !== 'active') return 'no-address';
  const before = await lastMessage(tx);
  await runTurn(deps, tx, contact, event, now);
  await expireWith(tx, row, before);
  return 'ran';
}

async function lastMessage(tx: Tx): Promise<number> {
  const [row] = await tx.raw.query<{ id: number | null }>(`SELECT max("id") AS "id" FROM "Outbox"`);
  return row?.id ?? 0;
}

/** What the bot begins is as stale as its row: held up by a dead channel it must not come a day too late. */
async function expireWith(tx: Tx, { expiresAt }: DueRow, before: number): Promise<void> {
  if (expiresAt === null) return;
  await tx.raw.exec(
    `UPDATE "Outbox" SET "expiresAt" = ? WHERE "id" > ? AND "proactive" = ? AND "expiresAt" IS NULL AND "lane" <> 'crisis'`,
    expiresAt,
    before,
    true,
  );
}
