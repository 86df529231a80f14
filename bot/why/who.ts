import type { Database, SqlParam } from '../../prisma/client.js';

/** The person that was asked about. */
export interface Asked {
  readonly personId: string;
  readonly alias: string;
  /** The client's own zone, else the station's. */
  readonly zone: string;
}

interface Row {
  readonly id: string;
  readonly alias: string;
  readonly zone: string;
}

/** Everybody of this id or alias: one is an answer, none or several are a question. */
export async function whoIs(db: Database, person: string): Promise<Asked[]> {
  const rows = await db.raw.query<Row>(
    `SELECT p."id", p."alias", COALESCE(e."zone", s."zone", 'UTC') AS "zone" FROM "Person" p
     LEFT JOIN "Enrolment" e ON e."personId" = p."id" LEFT JOIN "Station" s ON s."id" = p."stationId"
     WHERE p."id" = ? OR p."alias" = ? ORDER BY p."createdAt", p."id"`,
    person,
    person,
  );
  return rows.map(({ id, alias, zone }) => ({ personId: id, alias, zone }));
}

/** The rows of `Due` and `Decision` that are about a person, whoever they go to. */
export function idsOf({ personId }: Asked): { readonly where: string; readonly params: readonly SqlParam[] } {
  return {
    where: `("personId" = ? OR "scope" IN (SELECT 'enrolment:' || "id" FROM "Enrolment" WHERE "personId" = ?)
      OR "scope" IN (SELECT 'alert:' || "id" FROM "Alert" WHERE "personId" = ?))`,
    params: [personId, personId, personId],
  };
}
