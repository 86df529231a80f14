import type { Tx } from '../client.js';

const day = 24 * 3_600_000;

/** For how long, in days. What the client is told (`flows/own-hand/retention.ts`) comes from the same table. */
export interface RetentionRules {
  readonly answers: number;
  readonly messages: number;
  readonly alerts: number;
  readonly wishes: number;
  readonly blocks: number;
  readonly ended: number;
}

/** Codes and typed words that wait in buttons, sessions and notices; handled updates that guard against repeats. */
const shortly = { codes: 1, updates: 7, failedUpdates: 1, sessions: 7, notices: 30, invitations: 30 };

/** A number that nobody has said is still right for a year wakes a stranger. It is asked about after half of it. */
const phoneDays = 365;

/**
 * Forgets what is past its time: words of messages, answers (which become weekly averages), used buttons, old
 * sessions, notices, invitations, alerts, the log of reads, leave and closer days. Kinds, times and decisions stay. Idempotent.
 */
export async function sweep(tx: Tx, now: Date, rules: RetentionRules): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * day);
  const blank = `UPDATE "Outbox" SET "text" = '', "buttons" = '[]' WHERE "text" <> '' AND`;
  // Also of what is held: past this time nobody will let it go out any more.
  const final = `"state" IN ('sent','delivered','read','failed','cancelled','expired','held','unknown')`;
  await tx.raw.exec(`${blank} ${final} AND COALESCE("sentAt","createdAt") < ?`, before(rules.messages));
  await tx.raw.exec(
    `${blank} "kind" IN ('invitation-code','emergency-phone','phone') AND "sentAt" < ?`,
    before(shortly.codes),
  );
  await tx.raw.exec(`DELETE FROM "Button" WHERE "expiresAt" < ?`, now);
  await tx.raw.exec(`DELETE FROM "Session" WHERE "updatedAt" < ?`, before(shortly.sessions));
  await tx.raw.exec(
    `DELETE FROM "Inbox" WHERE "state" = 'handled' AND "handledAt" < ?`,
    before(shortly.updates),
  );
  await tx.raw.exec(
    `UPDATE "Inbox" SET "payload" = NULL WHERE "state" = 'failed' AND "payload" IS NOT NULL AND "receivedAt" < ?`,
    before(shortly.failedUpdates),
  );
  await tx.raw.exec(`UPDATE "Notice" SET "text" = '' WHERE "createdAt" < ?`, before(shortly.notices));
  await tx.raw.exec(`DELETE FROM "Invitation" WHERE "expiresAt" < ?`, before(shortly.invitations));
  await tx.raw.exec(
    `DELETE FROM "AlertTold" WHERE "alertId" IN (SELECT "id" FROM "Alert" WHERE "closedAt" < ?)`,
    before(rules.alerts),
  );
  await tx.raw.exec(`DELETE FROM "Alert" WHERE "closedAt" < ?`, before(rules.alerts));
  await tx.raw.exec(`DELETE FROM "EmergencyPhone" WHERE "givenAt" < ?`, before(phoneDays));
  await tx.raw.exec(`DELETE FROM "AccessLog" WHERE "at" < ?`, before(rules.alerts));
  await sweepCourse(tx, before, rules);
  await averageAnswers(tx, before(rules.answers));
}

/** Leave, closer days and what was switched off. A leave that was granted stays while the plan looks back at it. */
async function sweepCourse(tx: Tx, before: (days: number) => Date, rules: RetentionRules): Promise<void> {
  const dayOf = (days: number) => before(days).toISOString().slice(0, 10);
  const ended = `"personId" IN (SELECT "personId" FROM "Enrolment" WHERE "state" <> 'active' AND "stoppedAt" < ?)`;
  await tx.raw.exec(`DELETE FROM "Leave" WHERE "state" = 'asked' AND "toDay" < ?`, dayOf(rules.wishes));
  await tx.raw.exec(
    `DELETE FROM "Leave" WHERE ("state" = 'declined' OR ("state" = 'returned' AND "decidedAt" IS NULL))
       AND COALESCE("returnedAt","decidedAt") < ?`,
    before(rules.wishes),
  );
  await tx.raw.exec(`DELETE FROM "Leave" WHERE "toDay" < ?`, dayOf(rules.alerts));
  await tx.raw.exec(`DELETE FROM "Block" WHERE "fromDay" < ?`, dayOf(rules.blocks));
  for (const table of ['Leave', 'Block', 'Muted'])
    await tx.raw.exec(`DELETE FROM "${table}" WHERE ${ended}`, before(rules.ended));
}

interface Week {
  readonly personId: string;
  readonly monday: string;
  readonly urge: number | null;
  readonly days: number;
}

/** Check-ins past their time become one row a week: the mean urge and on how many days there was an answer. */
async function averageAnswers(tx: Tx, before: Date): Promise<void> {
  const weeks = await tx.raw.query<Week>(
    `SELECT "personId", date("localDay", '-6 days', 'weekday 1') AS monday,
       avg(CAST(json_extract("data",'$.urge') AS REAL)) AS urge, count(*) AS days
     FROM "Answer" WHERE "kind" = 'check-in' AND "at" < ? GROUP BY "personId", monday`,
    before,
  );
  for (const { personId, monday, urge, days } of weeks) {
    const id = `week:${personId}:${monday}`;
    const data = { urge, days };
    const at = new Date(`${monday}T00:00:00Z`);
    await tx.prisma.answer.upsert({
      where: { id },
      create: { id, personId, kind: 'week-average', localDay: monday, data, at },
      update: {},
    });
  }
  await tx.raw.exec(`DELETE FROM "Answer" WHERE "kind" <> 'week-average' AND "at" < ?`, before);
}
