import type { RawSql } from '../client.js';
import { insertDecisions } from './decisions.js';
import { clearDue } from './due.js';

/**
 * The deed is done: everything of its group ends, each row with its decision, and what was already written about it and
 * has not gone out yet is taken back, crisis messages excepted. What this very turn writes about it stays.
 */
export async function clearGroup(
  raw: RawSql,
  group: string,
  reason: string,
  now: Date,
  but: number | null = null,
): Promise<void> {
  const rows = await clearDue(raw, group, reason, now, but);
  await insertDecisions(
    raw,
    rows.map(({ scope, step, cycle, personId }) => ({
      scope,
      step,
      cycle,
      personId,
      code: `cleared.${reason}`,
      at: now,
    })),
  );
  await raw.exec(
    `UPDATE "Outbox" SET "state" = 'cancelled', "error" = ? WHERE "about" = ? AND "createdAt" < ? AND "proactive" = TRUE
       AND "state" IN ('queued','errored','held') AND "lane" <> 'crisis'`,
    reason,
    group,
    now,
  );
}
