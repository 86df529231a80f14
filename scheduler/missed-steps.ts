import type { StationFacts } from '../flows/core-facts.js';
import type { Tx } from '../prisma/client.js';
import { askAPerson } from './ask-a-person.js';
import { isDearStep, missedKey } from './dear.js';
import type { ExistingDue, PlanItem, Reconciliation } from './planner/index.js';

/** What happened to a step that was still waiting: nobody sent it in time. */
const lapsed = ['expired', 'overdue'];

/**
 * Reminders of appointments and of reporting in that a standstill has swallowed: their worker gets one task a cause to
 * reach the person, unless another reminder of the same is still to come.
 */
export async function openMissedSteps(
  tx: Tx,
  { personId: clientId, episode, station, now }: Whose,
  { changes, planned, existing }: Plans,
): Promise<void> {
  const keys = new Set(lostReminders(changes, existing).map((item) => missedKey(clientId, item, episode)));
  for (const item of planned) if (item.state !== 'dropped') keys.delete(missedKey(clientId, item, episode));
  for (const key of keys)
    await askAPerson(tx, station, { clientId, key, kind: 'reach', reason: 'due-expired' }, now);
}

interface Whose {
  readonly episode: number;
  readonly personId: string;
  readonly station: StationFacts;
  readonly now: Date;
}

interface Plans {
  readonly changes: Reconciliation;
  readonly planned: readonly PlanItem[];
  readonly existing: readonly ExistingDue[];
}

function lostReminders(changes: Reconciliation, existing: readonly ExistingDue[]): PlanItem[] {
  const waiting = new Set(
    existing.filter(({ state }) => state === 'planned' || state === 'folded').map(({ id }) => id),
  );
  return changes.update
    .filter(
      ({ id, item }) => waiting.has(id) && item.state === 'dropped' && lapsed.includes(item.reason ?? ''),
    )
    .map(({ item }) => item)
    .filter((item) => isDearStep({ category: item.category, audience: item.to }));
}
