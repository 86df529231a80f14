import type { RawSql } from '../prisma/client.js';
import { enrolmentScope } from './scope.js';

/** A step that is later than this was missed by a stretch in which nothing ran, not by a slow tick. */
export const overdueMs = 15 * 60_000;

/**
 * People with steps of their programme that were due so long ago and that nobody has claimed. Asked in every tick: first
 * the index of what waits, which mostly has nothing so old. A join would begin with every enrolment there is, a DISTINCT
 * would walk the index of scopes.
 */
export async function overduePeople(raw: RawSql, now: Date): Promise<string[]> {
  const late = await raw.query<{ scope: string }>(
    `SELECT "scope" FROM "Due" WHERE "state" = 'planned' AND "dueAt" <= ?`,
    new Date(now.getTime() - overdueMs),
  );
  if (late.length === 0) return [];
  const scopes = new Set(late.map(({ scope }) => scope));
  const known = await raw.query<{ id: string; episode: number; personId: string }>(
    `SELECT "id","episode","personId" FROM "Enrolment"`,
  );
  const behind = known.filter((enrolment) => scopes.has(enrolmentScope(enrolment)));
  return [...new Set(behind.map(({ personId }) => personId))];
}
