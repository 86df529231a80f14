import type { Lane } from '../../flows/core-effects.js';
import type { RawSql } from '../client.js';
import { dialectOf, type Dialect } from './dialect.js';
import { join, plain, rowsOf, sql, type Sql } from './sql.js';

/** Lanes, most urgent first. */
export const LANES = ['crisis', 'reply', 'reminder', 'bulk'] as const satisfies readonly Lane[];

/** What a claim needs to know. */
export interface OutboxClaim {
  readonly owner: string;
  readonly now: Date;
  readonly leaseMs: number;
  readonly limit: number;
  /** Only rows of these bots (those whose channel is up). */
  readonly bots: readonly string[];
  /** Only these lanes; all unless told. */
  readonly lanes?: readonly Lane[];
}

/** One bot's queue of one lane, and how many of it are due (at most `WINDOW` are counted). */
interface Queue {
  readonly bot: string;
  readonly lane: Lane;
  readonly due: number;
}

/** So many of the oldest rows of a queue are looked at before contacts are gone through one by one. */
const WINDOW = 1_000;

/** As the partial indexes of the schema have it; written otherwise, SQLite does not use them. */
const OPEN = plain(`"state" IN ('queued','errored')`);

/**
 * Takes the rows, lane after lane. A batch is shared out evenly among the bots of a lane, so that the broadcast of one
 * does not fill it; what one does not need the others get.
 */
export async function takeOutbox(raw: RawSql, claim: OutboxClaim): Promise<Record<string, unknown>[]> {
  const queues = await dueQueues(raw, claim);
  const rows: Record<string, unknown>[] = [];
  for (const lane of LANES) {
    const open = queues.filter((queue) => queue.lane === lane && queue.due > 0).sort((a, b) => a.due - b.due);
    for (const [index, queue] of open.entries()) {
      const share = Math.ceil((claim.limit - rows.length) / (open.length - index));
      if (share > 0) rows.push(...(await takeFrom(raw, claim, queue, share)));
    }
  }
  return rows;
}

/** One cheap look at all queues spares a claim on each that is empty. */
async function dueQueues(raw: RawSql, { bots, lanes = LANES, now }: OutboxClaim): Promise<Queue[]> {
  const counts = bots.flatMap((bot) =>
    lanes.map((lane) => {
      const window = sql`SELECT 1 FROM "Outbox" WHERE ${due({ bot, lane }, now)} LIMIT ${WINDOW}`;
      return sql`SELECT (SELECT count(*) FROM (${window}) w) AS due`;
    }),
  );
  const all = bots.flatMap((bot) => lanes.map((lane) => ({ bot, lane })));
  if (all.length === 0) return [];
  const [row] = await rowsOf<Record<string, number>>(
    raw,
    sql`SELECT ${join(
      counts.map((count, index) => sql`(${count}) AS ${plain(`n${index}`)}`),
      ', ',
    )}`,
  );
  return all.map((queue, index) => ({ ...queue, due: row?.[`n${index}`] ?? 0 }));
}

const due = ({ bot, lane }: Pick<Queue, 'bot' | 'lane'>, now: Date): Sql =>
  sql`${OPEN} AND "bot" = ${bot} AND "lane" = ${plain(`'${lane}'`)} AND "notBefore" <= ${now}`;

async function takeFrom(raw: RawSql, claim: OutboxClaim, queue: Queue, limit: number) {
  const dialect = dialectOf(raw);
  const rows = await take(raw, claim, oldestFirst(queue, claim.now, dialect), limit);
  const isJammed = queue.due === WINDOW && rows.length < limit / 4;
  if (!isJammed) return rows;
  return [
    ...rows,
    ...(await take(raw, claim, contactByContact(queue, claim.now, dialect), limit - rows.length)),
  ];
}

function take(raw: RawSql, { owner, now, leaseMs }: OutboxClaim, candidates: Sql, limit: number) {
  const leaseUntil = new Date(now.getTime() + leaseMs);
  const statement = dialectOf(raw).claim({
    table: '"Outbox"',
    candidates,
    limit,
    still: sql`q.${OPEN} AND q."notBefore" <= ${now}`,
    set: sql`"state" = 'sending', "owner" = ${owner}, "lease" = "lease" + 1, "leaseUntil" = ${leaseUntil},
      "attempt" = "attempt" + 1`,
    returning: `*, (SELECT "chat" FROM "Contact" c WHERE c."id" = "Outbox"."contactId") AS "chat"`,
  });
  return rowsOf<Record<string, unknown>>(raw, statement);
}

function oldestFirst(queue: Queue, now: Date, dialect: Dialect): Sql {
  return sql`SELECT o."id" FROM (SELECT "id","contactId" FROM "Outbox"${dialect.by('Outbox_ready')} WHERE ${due(queue, now)}
    ORDER BY "notBefore","id" LIMIT ${WINDOW}) o WHERE ${hasTurn(queue.lane, now, dialect)}`;
}

/** So many contacts are gone through at most, so that it takes some milliseconds only. */
const MOST_CONTACTS = 2_000;

/**
 * A few contacts with thousands of rows each jam the window with rows that wait for one another. Then the contacts are
 * gone through instead: the index is leapt through from one to the next, and of each only the first due row is looked at.
 */
function contactByContact({ bot, lane }: Queue, now: Date, dialect: Dialect): Sql {
  const ofLane = sql`${OPEN} AND "lane" = ${plain(`'${lane}'`)}`;
  const table = sql`"Outbox"${dialect.by('Outbox_turn')}`;
  return sql`SELECT o."id" FROM (
    WITH RECURSIVE turn("contactId", "n") AS (
      SELECT min("contactId"), 1 FROM ${table} WHERE ${ofLane}
      UNION ALL
      SELECT (SELECT min("contactId") FROM ${table} WHERE ${ofLane} AND "contactId" > turn."contactId"), "n" + 1 FROM turn
      WHERE turn."contactId" IS NOT NULL AND "n" < ${plain(String(MOST_CONTACTS))})
    SELECT h."id", h."contactId" FROM turn JOIN "Outbox" h ON h."id" = (SELECT "id" FROM ${table}
      WHERE ${ofLane} AND "contactId" = turn."contactId" AND ("state" = 'errored' OR "notBefore" <= ${now})
      ORDER BY "id" LIMIT 1)
    WHERE h."bot" = ${bot} AND h."notBefore" <= ${now}) o
    WHERE ${hasTurn(lane, now, dialect)} ORDER BY o."id"`;
}

/**
 * On `o`: nothing of its contact is on its way, none of its lane was said earlier, and none of a more urgent lane is
 * due. One that failed and will be tried again keeps its place. The crisis lane waits for nobody.
 */
function hasTurn(lane: Lane, now: Date, dialect: Dialect): Sql {
  if (lane === 'crisis') return plain('1 = 1');
  const turn = TURN[dialect.name];
  const waiting = (of: Lane, until: string) => sql`SELECT 1 FROM "Outbox"${dialect.by('Outbox_turn')}
    WHERE ${OPEN} AND "lane" = ${plain(`'${of}'`)} AND ${plain(until)} AND ("state" = 'errored' OR "notBefore" <= ${now})
    ${plain(turn.order)}`;
  const sending = sql`SELECT 1 FROM "Outbox"${dialect.by('Outbox_sending')} WHERE "state" = 'sending'
    AND "contactId" = o."contactId" AND "lane" <> 'crisis'`;
  const urgent = LANES.slice(1, LANES.indexOf(lane)).map((other) => waiting(other, turn.all));
  return join(
    [waiting(lane, turn.earlier), sending, ...urgent].map((rows) => dialect.none(rows)),
    ' AND ',
  );
}

/**
 * How `Outbox_turn` is asked for the rows of `o`'s contact, and for those before `o`. Asked in the plain way,
 * PostgreSQL believes that the first row of a common contact is near anywhere, and reads through all that was ever
 * sent to find it: a range and an order that only this index gives leave it no choice. SQLite is told by name, and
 * does not go by the second half of a pair.
 */
const TURN = {
  sqlite: {
    all: '"contactId" = o."contactId"',
    earlier: '"contactId" = o."contactId" AND "id" < o."id"',
    order: '',
  },
  postgres: {
    all: '"contactId" >= o."contactId" AND "contactId" <= o."contactId"',
    earlier: '"contactId" >= o."contactId" AND ("contactId", "id") < (o."contactId", o."id")',
    order: 'ORDER BY "contactId", "id"',
  },
} as const;
