import type { RawSql } from '../prisma/client.js';
import { scopeSql } from './scope.js';

/** A step that is later than this was missed by a stretch in which nothing ran, not by a slow tick. */
export const overdueMs = 15 * 60_000;

/** People with steps of their programme that were due so long ago and that nobody has claimed. */
export async function overduePeople(raw: RawSql, now: Date): Promise<string[]> {
  const rows = await raw.query<{ personId: string }>(
    `SELECT DISTINCT e."personId" FROM "Due" d JOIN "Enrolment" e ON d."scope" = ${scopeSql('e')}
     WHERE d."state" = 'planned' AND d."dueAt" <= ?`,
    new Date(now.getTime() - overdueMs),
  );
  return rows.map(({ personId }) => personId);
}
