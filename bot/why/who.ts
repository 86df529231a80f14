import type { Database, SqlParam } from '../../prisma/client.js';
import { allScopes, type EpisodeOf } from '../../scheduler/scope.js';

/** The person that was asked about. */
export interface Asked {
  readonly personId: string;
  readonly alias: string;
  /** The client's own zone, else the station's. */
  readonly zone: string;
  /** The client's enrolment and how many releases it has seen; null for everybody else. */
  readonly enrolment: EpisodeOf | null;
}

interface Row {
  readonly id: string;
  readonly alias: string;
  readonly zone: string;
  readonly enrolmentId: string | null;
  readonly episode: number | null;
}

/** Everybody of this id or alias: one is an answer, none or several are a question. */
export async function whoIs(db: Database, person: string): Promise<Asked[]> {
  const rows = await db.raw.query<Row>(
    `SELECT p."id", p."alias", COALESCE(e."zone", s."zone", 'UTC') AS "zone",
       e."id" AS "enrolmentId", e."episode" FROM "Person" p
     LEFT JOIN "Enrolment" e ON e."personId" = p."id" LEFT JOIN "Station" s ON s."id" = p."stationId"
     WHERE p."id" = ? OR p."alias" = ? ORDER BY p."createdAt", p."id"`,
    person,
    person,
  );
  return rows.map(({ id, alias, zone, enrolmentId, episode }) => ({
    personId: id,
    alias,
    zone,
    enrolment: enrolmentId === null ? null : { id: enrolmentId, episode: episode ?? 1 },
  }));
}

/** The rows of `Due` and `Decision` that are about a person, whoever they go to; of every release of theirs. */
export function idsOf(asked: Asked): { readonly where: string; readonly params: readonly SqlParam[] } {
  const { personId, enrolment } = asked;
  const scopes = enrolment === null ? [] : allScopes(enrolment);
  return {
    where: `("personId" = ? OR "scope" IN (${scopes.map(() => '?').join(',')})
      OR "scope" IN (SELECT 'alert:' || "id" FROM "Alert" WHERE "personId" = ?))`,
    params: [personId, ...scopes, personId],
  };
}
