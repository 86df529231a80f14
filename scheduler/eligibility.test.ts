import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase, type Database } from '../prisma/client.js';
import { migrate } from '../prisma/migrate.js';
import { claimDue } from '../prisma/repositories/due-claim.js';
import { insertDue, type NewDue } from '../prisma/repositories/due.js';
import { newDue } from '../prisma/repositories/new-due.js';
import { insertOutbox } from '../prisma/repositories/outbox.js';
import { eligibility } from './eligibility.js';
import { loadProgramme } from './programmes/index.js';

/** Noon in Shanghai, day 0. */
const noon = new Date('2026-12-01T04:00:00Z');
const hours = (n: number) => new Date(noon.getTime() + n * 3_600_000);
const rules = { programme: loadProgramme(), zone: () => 'Asia/Shanghai' };

let db: Database;
beforeEach(async () => {
  db = await openDatabase({ file: ':memory:', key: '' });
  await migrate(db);
  await db.raw.exec(
    `INSERT INTO "Person" ("id","stationId","role","alias","locale","createdAt") VALUES ('p','s','client','阿明','zh-CN',0)`,
  );
  await db.raw.exec(
    `INSERT INTO "Enrolment" ("id","personId","programme","revision","state","zone","hour","releaseOn","deadlineDays","seed","crisisChoice","preview","enrolledAt")
     VALUES ('e','p','golden-three-months',1,'active','Asia/Shanghai','20:00','2026-12-01',2,'s','ask','normal',0)`,
  );
  const written = { contactId: 'c', personId: 'p', bot: 'memory', lane: 'reminder', kind: 'notice' } as const;
  const fresh = { proactive: true, text: '在', buttons: [], notBefore: noon, createdAt: noon };
  await insertOutbox(
    db.raw,
    ['one', 'two'].map((key) => ({
      ...written,
      ...fresh,
      key,
      expiresAt: null,
      localDay: '2026-12-01',
      about: null,
    })),
  );
});
afterEach(() => db.close());

const step = (name: string, dueAt: Date, own: Partial<NewDue> = {}): NewDue =>
  newDue({
    scope: 'enrolment:e',
    step: name,
    cycle: 'D0',
    personId: 'p',
    audience: 'client',
    flow: 'report-in',
    args: {},
    category: 'report-in',
    dueAt,
    expiresAt: hours(48),
    catchUp: 'send',
    group: 'report-in:p',
    proactive: true,
    ...own,
  });

async function verdictOf(...others: NewDue[]) {
  await insertDue(db.raw, [step('at-once', noon), ...others], noon);
  const [row] = await claimDue(db.raw, { owner: 'a', now: noon, leaseMs: 60_000, limit: 1 });
  return db.transaction((tx) => eligibility(tx, row!, noon, rules));
}

it('puts off to tomorrow what does not fit under the cap', async () => {
  expect(await verdictOf()).toEqual({ verdict: 'later', at: hours(24), reason: 'cap-full' });
});

it('drops it where the next of its own kind says the same before then', async () => {
  const next = step('next', hours(20));
  expect(await verdictOf(next)).toEqual({ verdict: 'drop', reason: 'cap-full' });
});

it('does not take for the next what comes later, or says something else', async () => {
  const [late, other] = [step('late', hours(26)), step('other', hours(20), { flow: 'agreement' })];
  expect(await verdictOf(late, other)).toEqual({ verdict: 'later', at: hours(24), reason: 'cap-full' });
});
