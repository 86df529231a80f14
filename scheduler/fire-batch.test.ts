import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase, type Database } from '../prisma/client.js';
import { DatabaseError } from '../prisma/errors.js';
import { migrate } from '../prisma/migrate.js';
import { clearGroup } from '../prisma/repositories/clear-group.js';
import { dueOfGroup, insertDue, insertDueLater, type NewDue } from '../prisma/repositories/due.js';
import { newDue } from '../prisma/repositories/new-due.js';
import { insertOutboxLater } from '../prisma/repositories/outbox.js';
import { message } from '../test/stores/rows.js';
import { VirtualClock } from './clock.js';
import { fireDue, type FireDeps } from './fire.js';
import { loadProgramme } from './programmes/index.js';

const noon = new Date('2026-12-01T04:00:00Z');
const programme = loadProgramme();

let db: Database;
let clock: VirtualClock;
let ran: string[];
let errors: object[];

beforeEach(async () => {
  db = await openDatabase({ file: ':memory:', key: '' });
  await migrate(db);
  clock = new VirtualClock(noon);
  [ran, errors] = [[], []];
});
afterEach(() => db.close());

function deps(more: Partial<FireDeps> = {}): FireDeps {
  return {
    db,
    clock,
    owner: 'a',
    rules: { programme, zone: () => 'Asia/Shanghai' },
    run(_tx, { step }) {
      ran.push(step);
      return Promise.resolve('ran');
    },
    missed: () => Promise.resolve(),
    log: { error: (fields) => void errors.push(fields) },
    ...more,
  };
}

function row(step: string, change: Partial<NewDue> = {}): NewDue {
  const own = { scope: 'test', step, cycle: '1', flow: step, category: 'system', priority: 1, dueAt: noon };
  return newDue({ ...own, personId: null, audience: 'system', args: {}, ...change });
}

const many = (change: (index: number) => Partial<NewDue> = () => ({})) =>
  Array.from({ length: 20 }, (_, index) => row(`s${index}`, change(index)));

it('fires all others although somebody has a row that cannot be read', async () => {
  await insertDue(db.raw, many(), noon);
  await insertDue(db.raw, [row('guest', { state: 'folded', hostStep: 'gone', hostCycle: '1' })], noon);
  await db.raw.exec(`UPDATE "Due" SET "args" = '{' WHERE "step" = 'guest'`);
  await fireDue(deps());
  expect(ran).toHaveLength(20);
  expect(errors).not.toEqual([]);
});

it('fires although what the turns need cannot be read ahead', async () => {
  await insertDue(
    db.raw,
    many(() => ({ category: 'crisis' })),
    noon,
  );
  await fireDue(
    deps({
      ahead: () => {
        throw new Error('a zone that is none');
      },
    }),
  );
  expect(ran).toHaveLength(20);
});

it('gives back what a database in trouble kept it from firing, and fires it at the next tick', async () => {
  await insertDue(db.raw, many(), noon);
  let isBroken = true;
  const broken = deps({
    ahead: () => {
      if (isBroken) throw new DatabaseError('database.io', 'expected to read the file, got an error');
    },
  });
  await expect(fireDue(broken)).rejects.toMatchObject({ code: 'database.io' });
  isBroken = false;
  await fireDue(broken);
  expect(ran).toHaveLength(20);
});

it('does not fire what a deed has cleared since it was claimed, between two commits or in the same one', async () => {
  const group = (index: number) => ({ group: `silence:p${index}`, personId: `p${index}`, priority: index });
  for (const shareMs of [0, 1_000]) {
    ran = [];
    await db.raw.exec(`DELETE FROM "Due"`);
    await insertDue(db.raw, many(group), noon);
    let cleared: Promise<unknown> | undefined;
    const clear = (raw: Parameters<typeof clearGroup>[0]) =>
      clearGroup(raw, 'silence:p19', 'sign-of-life', noon);
    const run: FireDeps['run'] = async (tx, { step }) => {
      ran.push(step);
      if (shareMs === 0) cleared ??= db.transaction((other) => clear(other.raw));
      else if (step === 's3') await clear(tx.raw);
      return 'ran';
    };
    await fireDue(deps({ run, shareMs }));
    await cleared;
    const [last] = await db.raw.query<{ state: string }>(`SELECT "state" FROM "Due" WHERE "step" = 's19'`);
    expect([shareMs, last?.state, await codesOf('s19')]).toEqual([
      shareMs,
      'cleared',
      ['cleared.sign-of-life'],
    ]);
    await db.raw.exec(`DELETE FROM "Decision"`);
  }
});

async function codesOf(step: string): Promise<string[]> {
  const rows = await db.raw.query<{ code: string }>(`SELECT "code" FROM "Decision" WHERE "step" = ?`, step);
  return rows.map(({ code }) => code);
}

it('fires a row whose own turn clears its group', async () => {
  await insertDue(db.raw, [row('ask', { group: 'g' }), row('nudge', { group: 'g', dueAt: later })], noon);
  await fireDue(
    deps({
      async run(tx, { id, step }) {
        ran.push(step);
        await clearGroup(tx.raw, 'g', 'answered', noon, id);
        return 'ran';
      },
    }),
  );
  expect(ran).toEqual(['ask']);
  expect(await db.raw.query(`SELECT "step","state" FROM "Due" ORDER BY "id"`)).toEqual([
    { step: 'ask', state: 'done' },
    { step: 'nudge', state: 'cleared' },
  ]);
});

const later = new Date(noon.getTime() + 3_600_000);

it('says once what a full disk undid', async () => {
  await insertDue(db.raw, [row('ask')], noon);
  const [size] = await db.raw.query<{ page_count: number }>('PRAGMA page_count');
  const room = (pages: number) =>
    db.connection.alone((driver) => driver.all(`PRAGMA max_page_count = ${pages}`));
  await room(size!.page_count + 4);
  let turns = 0;
  const full = deps({
    async run(tx) {
      turns += 1;
      insertOutboxLater(tx, [message(`turn-${turns}`, { notBefore: noon, createdAt: noon })]);
      const words = `"${'x'.repeat(turns === 3 ? 1 : 30_000)}"`;
      await tx.raw.exec(`INSERT INTO "Setting" ("key","value","updatedAt") VALUES ('k',?,0)`, words);
      return 'ran';
    },
  });
  await expect(fireDue(full)).rejects.toMatchObject({ code: 'database.full' });
  await room(1_000_000);
  await fireDue(full);
  expect([turns, await db.raw.query(`SELECT "key" FROM "Outbox"`)]).toEqual([3, [{ key: 'turn-3' }]]);
});

it('decides on the second row of a person when the first is on record', async () => {
  await db.raw.exec(
    `INSERT INTO "Person" ("id","stationId","role","alias","locale","createdAt") VALUES ('p','s','worker','Lin','en',0)`,
  );
  const both = ['first', 'second'].map((step) => row(step, { personId: 'p', audience: 'worker' }));
  await insertDue(db.raw, both, noon);
  const seen: Record<string, number> = {};
  const run: FireDeps['run'] = (tx, { step }) => {
    seen[step] = tx.sql.all(`SELECT * FROM "Decision" WHERE "step" = 'first'`).length;
    return Promise.resolve('ran');
  };
  await fireDue(deps({ run, shareMs: 1_000 }));
  expect(seen).toEqual({ first: 0, second: 1 });
});

it('sees what a turn adds to a group or a host that was read ahead', async () => {
  await insertDue(db.raw, [row('host', { group: 'g' })], noon);
  const waiting: number[] = [];
  const run: FireDeps['run'] = (tx, { id }) => {
    waiting.push(dueOfGroup(tx.sql, 'g').length);
    insertDueLater(tx, [row('added', { group: 'g', dueAt: later })], noon);
    waiting.push(dueOfGroup(tx.sql, 'g').filter((one) => one.id !== id).length);
    return Promise.resolve('ran');
  };
  await fireDue(deps({ run, shareMs: 1_000 }));
  expect(waiting).toEqual([1, 1]);
});
