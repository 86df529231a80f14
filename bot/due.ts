import type { JsonObject } from '../flows/engine/types.js';
import type { Tx } from '../prisma/client.js';
import type { DueRow } from '../prisma/repositories/due.js';
import { contactById } from '../prisma/records/index.js';
import { reachableAddresses } from './turn/reach.js';
import { runTurn } from './turn/run.js';
import type { TurnDeps } from './turn/types.js';

/**
 * Opens what a due row stands for: in the person's preferred conversation that can be reached, or as the system's own work (audience
 * `system`, and `worker` rows that name no person). `no-address`: the person has none that is active; `silent`: there was
 * nothing to say to them.
 */
export async function openDue(
  deps: TurnDeps,
  tx: Tx,
  row: DueRow,
  args: JsonObject,
  now: Date,
): Promise<'ran' | 'silent' | 'no-address'> {
  const event = { type: 'due', flow: row.flow, args } as const;
  if (row.audience === 'system' || (row.personId === null && args['contactId'] === undefined)) {
    await runTurn(deps, tx, null, event, now, { dueId: row.id, expiresAt: null, about: null, said: 0 });
    return 'ran';
  }
  const contact =
    typeof args['contactId'] === 'string'
      ? contactById(tx.sql, args['contactId'])
      : reachableAddresses(deps, tx.sql, row.personId!, now)[0];
  if (contact?.state !== 'active') return 'no-address';
  const origin = { dueId: row.id, expiresAt: row.expiresAt, about: aboutOf(row.group, args), said: 0 };
  await runTurn(deps, tx, contact, event, now, origin);
  return origin.said > 0 ? 'ran' : 'silent';
}

/** The appointment that it tells of, itself or by what rides in it; else its group. */
function aboutOf(group: string | null, args: JsonObject): string | null {
  const riding = Array.isArray(args['extras']) ? (args['extras'] as { readonly args: JsonObject }[]) : [];
  const told = [args, ...riding.map((one) => one.args)].map((one) => one['appointmentId']);
  const appointment = told.find((id) => typeof id === 'string');
  return appointment === undefined ? group : `appointment:${appointment}`;
}
