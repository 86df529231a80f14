/** For each check of the simulation: a run in which one thing is made wrong, and the check says so. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RawSql } from '../../prisma/client.js';
import { toInstant } from '../../scheduler/zone/index.js';
import { check, checks, type CheckName } from './checks/index.js';
import { gather, type Evidence, type SentLine, type Witness } from './checks/evidence.js';
import { cries } from './days.js';
import { texts } from './house.js';
import { dayMs, minuteMs } from './options.js';
import type { Done, PhoneLine, Shown } from './phone.js';
import { Phone } from './phone.js';
import { simulate, type Run } from './world.js';

let run: Run;
beforeAll(async () => {
  run = await simulate({ seed: 4, people: 5, days: 10, calm: true });
}, 300_000);
afterAll(() => run.db.close());

/** Makes a row the first rung of an alert, which came after so many minutes (null: never). */
function rung(minutes: number | null): string {
  const row = `"id" = (SELECT min("id") FROM "Due" WHERE "state" = 'done')`;
  const come = `INSERT INTO "Decision" ("scope","step","cycle","code","detail","at")
    SELECT "scope","step","cycle",'fired','{}',"createdAt" + ${(minutes ?? 0) * minuteMs} FROM "Due" WHERE "scope" = 'alert:x'`;
  const sql = `UPDATE "Due" SET "scope" = 'alert:x', "step" = 'again-5' WHERE ${row}`;
  return minutes === null ? sql : `${sql}; ${come}`;
}

/** What is made wrong in the database. */
const inDatabase: Partial<Record<CheckName, readonly string[]>> = {
  dues: [
    // lost · without a word · gone out twice
    `UPDATE "Due" SET "state" = 'planned', "endedAt" = NULL WHERE "id" = (SELECT min("id") FROM "Due" WHERE "state" = 'done')`,
    `DELETE FROM "Decision" WHERE "id" = (SELECT max("id") FROM "Decision" WHERE "code" = 'fired')`,
    `INSERT INTO "Decision" ("scope","step","cycle","personId","code","detail","at")
       SELECT "scope","step","cycle","personId","code","detail","at" FROM "Decision" WHERE "code" = 'fired' LIMIT 1`,
  ],
  calendar: [
    `DELETE FROM "Due" WHERE "step" IN ('check-in','weekly-check') AND "localDay" = '2026-12-09'`,
    `UPDATE "Due" SET "localDay" = '2026-01-01' WHERE "step" IN ('check-in','weekly-check')`,
  ],
  again: [
    // the first plan goes on beside the second
    `INSERT INTO "Decision" ("scope","step","cycle","personId","code","detail","at")
       SELECT 'enrolment:' || "id" || ':2', 'release-day', '2026-12-05', "personId", 'planned.second-release', '{}', "enrolledAt"
       FROM "Enrolment" LIMIT 1`,
  ],
  inbox: [`UPDATE "Inbox" SET "state" = 'new' WHERE "id" = (SELECT min("id") FROM "Inbox")`],
  outbox: [
    `UPDATE "Outbox" SET "state" = 'sending' WHERE "id" = (SELECT min("id") FROM "Outbox")`,
    `UPDATE "Outbox" SET "state" = 'queued', "notBefore" = 0 WHERE "id" = (SELECT min("id") FROM "Outbox")`,
    `UPDATE "Outbox" SET "state" = 'unknown', "error" = NULL WHERE "id" = (SELECT min("id") FROM "Outbox")`,
  ],
  unsent: [
    // failed, and nobody saw to it · left, and seen to twice
    `UPDATE "Outbox" SET "state" = 'failed' WHERE "id" = (SELECT min("id") FROM "Outbox")`,
    `UPDATE "Outbox" SET "state" = 'unknown', "error" = 'left' WHERE "id" = (SELECT min("id") FROM "Outbox");
     INSERT INTO "Decision" ("scope","step","cycle","code","detail","at") SELECT 'outbox:' || o."id", 'fallback', o."key", 'dropped.left',
       '{}', 0 FROM "Outbox" o, (SELECT 1 UNION ALL SELECT 2) WHERE o."id" = (SELECT min("id") FROM "Outbox")`,
  ],
  'hand-overs': [
    `INSERT INTO "Alert" ("id","contactId","stationId","level","kinds","rule","state","position","openedAt","lastAt")
       SELECT 'x', "id", 's', 3, '[]', 'r', 'open', 0, "firstAt", "firstAt" FROM "Contact" LIMIT 1`,
  ],
  // a rung that never came · one that came too soon · one in its time that paged nobody
  ladder: [null, 1, 5].map(rung),
  'call-ups': [
    `INSERT INTO "Appointment" ("id","personId","kind","origin","site","startsAt","state","createdAt")
       SELECT 'x', "personId", 'call-up', 'random', 'east', "enrolledAt", 'planned', 1 FROM "Enrolment" LIMIT 1`,
  ],
  leave: [
    // nobody was asked · a call-up in it
    `INSERT INTO "Leave" ("id","personId","fromDay","toDay","away","state","askedAt")
       SELECT 'x', "personId", '2026-12-02', '2026-12-04', 0, 'asked', "enrolledAt" FROM "Enrolment" LIMIT 1`,
    `INSERT INTO "Leave" ("id","personId","fromDay","toDay","away","state","askedAt","decidedAt")
       SELECT 'x', "personId", '2026-12-01', '2026-12-30', 0, 'approved', "enrolledAt", "enrolledAt" FROM "Enrolment"
       WHERE "personId" IN (SELECT "personId" FROM "Due" WHERE "state" = 'done') LIMIT 1;
     UPDATE "Due" SET "step" = 'call-up' WHERE "id" IN (SELECT max("id") FROM "Due" WHERE "state" = 'done'
       AND "personId" = (SELECT "personId" FROM "Leave" WHERE "id" = 'x'))`,
  ],
  words: [
    `UPDATE "Due" SET "reason" = 'of-tomorrow' WHERE "id" = (SELECT min("id") FROM "Due" WHERE "state" = 'dropped')`,
    `UPDATE "Decision" SET "code" = 'dropped.of-tomorrow' WHERE "id" = (SELECT min("id") FROM "Decision")`,
  ],
};

/** A line that the bot never wrote, with the row that it would have had. */
function forged(
  evidence: Evidence,
  witness: Witness,
  atMs: number,
  row: Partial<SentLine>,
  text = 'x',
): Evidence {
  const key = `forged-${String(atMs)}-${String(witness.shown.length)}`;
  const sample = [...evidence.outbox.values()][0]!;
  const sent = {
    ...sample,
    key,
    chat: witness.member.chat,
    lane: 'reminder',
    kind: 'check-in',
    proactive: 1,
    createdAt: atMs + 7,
    writtenMs: atMs + 7,
    ...row,
  };
  const call = 1_000_000 + evidence.outbox.size;
  const line: Shown = { by: 'bot', atMs, elapsedMs: atMs, key, text, buttons: [], call };
  return {
    ...withLines(evidence, witness, [...witness.phone.lines, line]),
    outbox: new Map([...evidence.outbox, [key, sent]]),
    written: new Map([...evidence.written, [sent.chat, [...(evidence.written.get(sent.chat) ?? []), sent]]]),
  };
}

function withLines(evidence: Evidence, witness: Witness, lines: readonly PhoneLine[]): Evidence {
  const phone = new Phone(witness.member.chat);
  phone.lines.push(...lines);
  const changed = { ...witness, phone, shown: phone.shown(), done: phone.done() };
  const people = evidence.people.map((one) => (one.member.chat === witness.member.chat ? changed : one));
  return { ...evidence, people };
}

const clientOf = ({ people }: Evidence) => people.find(({ member }) => member.role === 'client')!;
const sameAgain = (evidence: Evidence) => clientOf(evidence);
const noon = toInstant('2026-12-08', '12:00', 'Asia/Shanghai').getTime();

function cry(atMs: number): Done {
  return { by: 'person', atMs, kind: 'text', text: cries[3]['zh-CN'][0], updateId: 'x', takenMs: atMs };
}

/** What is made wrong on the phones. */
const onPhones: Partial<Record<CheckName, readonly ((evidence: Evidence) => Evidence)[]>> = {
  errors: [(evidence) => ({ ...evidence, run: { ...evidence.run, errors: ['it broke'] } })],
  doubles: [
    (evidence) => {
      const witness = clientOf(evidence);
      const [line] = witness.shown;
      return withLines(evidence, witness, [...witness.phone.lines, { ...line!, call: 1_000_000 }]);
    },
    (evidence) => {
      const once = forged(evidence, clientOf(evidence), noon, {}, 'the same');
      return forged(once, sameAgain(once), noon + 30 * minuteMs, {}, 'the same');
    },
  ],
  nights: [
    (evidence) => {
      const witness = clientOf(evidence);
      const night = toInstant('2026-12-08', '03:00', witness.member.zone).getTime();
      return forged(evidence, witness, night, {});
    },
  ],
  'opt-outs': [
    (evidence) => {
      const stopped = texts().render({ key: 'own-hand:stop.done' }, 'zh-CN', 'UTC');
      const once = forged(evidence, clientOf(evidence), noon, { lane: 'reply', proactive: 0 }, stopped);
      return forged(once, clientOf(once), noon + dayMs, {});
    },
  ],
  caps: [
    (evidence) =>
      [1, 2, 3].reduce((so, n) => forged(so, clientOf(so), noon + n * minuteMs, {}, String(n)), evidence),
    // From the forty-third day on two are too many, unless one of them is of an appointment.
    (evidence) =>
      [1, 2].reduce(
        (so, n) => forged(so, clientOf(so), noon + 60 * dayMs + n * minuteMs, {}, String(n)),
        evidence,
      ),
  ],
  order: [
    (evidence) => {
      const once = forged(evidence, clientOf(evidence), noon, { lane: 'reply', id: 2_000_000 }, 'second');
      return forged(once, clientOf(once), noon + minuteMs, { lane: 'reply', id: 1_000_000 }, 'first');
    },
    (evidence) => {
      const once = forged(evidence, clientOf(evidence), noon, { id: 2_000_000, notBefore: 5 }, 'second');
      return forged(once, clientOf(once), noon + minuteMs, { id: 1_000_000, notBefore: 5 }, 'first');
    },
    (evidence) => {
      const of = { lane: 'crisis', createdAt: 5, writtenMs: 5, notBefore: 5 };
      const once = forged(evidence, clientOf(evidence), noon, { ...of, id: 2_000_000 }, 'second');
      return forged(once, clientOf(once), noon + minuteMs, { ...of, id: 1_000_000 }, 'first');
    },
  ],
  cards: [
    (evidence) => {
      const witness = clientOf(evidence);
      return withLines(evidence, witness, [...witness.phone.lines, cry(noon)]);
    },
  ],
  waits: [
    // Two hours: as long as the longest step of the clock.
    (evidence) => {
      const row = { lane: 'reply', proactive: 0, writtenMs: noon - 120 * minuteMs };
      return forged(evidence, clientOf(evidence), noon, row);
    },
  ],
  'hand-overs': [
    (evidence) => {
      const witness = clientOf(evidence);
      return withLines(evidence, witness, [...witness.phone.lines, cry(run.startMs)]);
    },
  ],
  family: [
    (evidence) => {
      const witness = { ...clientOf(evidence) };
      const family = { ...witness, member: { ...witness.member, role: 'family' as const, scopes: [] } };
      const people = [family, ...evidence.people.filter(({ member }) => member.chat !== witness.member.chat)];
      return forged({ ...evidence, people }, family, noon, { kind: 'family-milestone' });
    },
  ],
};

const rollback = new Error('only a control');

/** Looks with the database changed, and changes it back. */
async function withChange(sql: string, look: (evidence: Evidence) => Promise<void>): Promise<void> {
  await run.db
    .transaction(async ({ raw }) => {
      for (const statement of sql.split(';')) await raw.exec(statement);
      await look(await gather({ ...run, db: { ...run.db, raw: raw as RawSql } }));
      throw rollback;
    })
    .catch((error: unknown) => {
      if (error !== rollback) throw error;
    });
}

describe('each check of the simulation can fail', () => {
  it('and finds nothing where nothing is wrong', async () => {
    const evidence = await gather(run);
    for (const [name, look] of Object.entries(checks)) expect(await look(evidence), name).toEqual([]);
  });

  it.each(Object.keys(checks) as CheckName[])('%s', async (name) => {
    const [sqls, changes] = [inDatabase[name] ?? [], onPhones[name] ?? []];
    expect(sqls.length + changes.length, 'expected a control').toBeGreaterThan(0);
    const says = async (evidence: Evidence, what: string) => {
      const found = (await checks[name](evidence)).map((problem) => problem.check);
      expect(found, what).toContain(name);
    };
    for (const sql of sqls) await withChange(sql, (evidence) => says(evidence, sql));
    const evidence = await gather(run);
    for (const change of changes) await says(change(evidence), String(change));
  });
});

describe('a clock that is set back', () => {
  const size = { seed: 304, people: 6, days: 20 };
  const found = async (blind: boolean) => {
    const stepped = await simulate({ ...size, blind });
    const problems = await check(stepped);
    const steps = stepped.timeline.steps.length;
    await stepped.db.close();
    return { steps, problems };
  };

  it('is made good by the bot', async () => {
    const { steps, problems } = await found(false);
    expect(steps).toBeGreaterThan(2);
    expect(problems).toEqual([]);
  });

  it('control: rungs and answers are late where the bot cannot see it', async () => {
    const names = new Set((await found(true)).problems.map((problem) => problem.check));
    expect(names).toContain('ladder');
    expect(names).toContain('waits');
  });
});
