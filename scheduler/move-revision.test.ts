/** A move to a newer revision of the programme never loses a step and never doubles one. The seed is printed. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { loadStation } from '../bot/facts/station.js';
import { seededRandom } from '../bot/random.js';
import { seedPractice } from '../bot/seed/practice.js';
import { openDatabase, type Database, type Tx } from '../prisma/client.js';
import { migrate } from '../prisma/migrate.js';
import { loadCalendar } from './calendar/index.js';
import { moveToNewest, revisionsInUse, type MoveReport } from './move-revision.js';
import {
  keyAfter,
  loadProgramme,
  makeBook,
  parseProgramme,
  programmeFile,
  shippedBook,
  type Programme,
} from './programmes/index.js';
import { replan } from './replan.js';
import { enrolmentScope } from './scope.js';

const seed = Number(process.env['SEED'] ?? 20_261_201);
const numRuns = Number(process.env['RUNS'] ?? 25);
console.log(`move properties: SEED=${String(seed)} RUNS=${String(numRuns)}`);

const source = readFileSync(programmeFile('golden-three-months'), 'utf8');
const golden = loadProgramme();
const tail = shippedBook().newest('tail')!;
const calendar = loadCalendar();
const dayMs = 86_400_000;
const start = new Date('2026-12-01T02:00:00Z');

/** Steps that stand alone under their name: not folded into, not named by the tail. */
const renamable = ['papers', 'visit', 'review', 'benefits', 'buddy', 'family-lesson', 'job-profile'];
const removable = ['activity', 'peer-lesson', 'job-outcome', 'group-explain'];

/** Another revision: some steps renamed, some gone, some new, and the days of one moved. */
function revisionTwo(renamed: readonly string[], removed: readonly string[], late: string, shift: boolean) {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a file as it is read
  const raw = parse(source) as any;
  raw.revision = 2;
  raw.steps = raw.steps.filter(({ id }: { id: string }) => !removed.includes(id));
  for (const step of raw.steps) if (renamed.includes(step.id)) step.id = `${step.id}-two`;
  const call = raw.steps.find(({ id }: { id: string }) => id === 'worker-call');
  raw.steps.push({ ...call, id: 'second-call', when: { ...call.when, days: [2, 20, 40, 80] }, late: 'skip' });
  const moves = renamed.map((step) => ({ step, to: `${step}-two` }));
  if (shift) {
    const cycles = Object.fromEntries(
      (call.when.days as number[]).map((day) => [`D${String(day)}`, `D${String(day + 1)}`]),
    );
    call.when.days = (call.when.days as number[]).map((day) => day + 1);
    moves.push({ step: 'worker-call', to: 'worker-call', cycles } as never);
  }
  raw.migrations = [{ from: 1, renamed: moves, removed, added: { 'second-call': late } }];
  return parseProgramme(stringify(raw));
}

let db: Database;
let personId: string;
beforeEach(async () => {
  db = await openDatabase({ file: ':memory:', key: '' });
  await migrate(db);
  await seedOne();
});
afterEach(() => db.close());

async function seedOne(): Promise<void> {
  const setup = {
    bot: 'm',
    locale: 'zh-CN',
    zone: 'Asia/Shanghai',
    releaseOn: '2026-12-01',
    hour: '20:00',
    template: 'cn-22',
  } as const;
  const { clientId } = await db.transaction((tx) =>
    seedPractice(tx, { ...setup, withClient: true }, seededRandom(1), start),
  );
  personId = clientId!;
}

const input = async (tx: Tx, programme: Programme, now: Date) => ({
  programme,
  book: makeBook([golden, ...(programme === golden ? [] : [programme]), tail]),
  calendar,
  station: loadStation(tx),
  personId,
  now,
});
const planAt = (programme: Programme, now: Date) =>
  db.transaction(async (tx) => replan(tx, await input(tx, programme, now)));
const moveAt = (programme: Programme, now: Date) =>
  db.transaction(async (tx) => moveToNewest(tx, await input(tx, programme, now)));

/** Everything due before `now` has happened. */
async function live(now: Date): Promise<void> {
  await planAt(golden, start);
  await db.raw.exec(
    `UPDATE "Due" SET "state" = 'done', "lease" = 1 WHERE "state" IN ('planned','folded') AND "dueAt" < ?`,
    now,
  );
  // The months that have come nearer meanwhile are planned too.
  await planAt(golden, now);
}

interface Line {
  readonly id: number;
  readonly step: string;
  readonly cycle: string;
  readonly state: string;
  readonly dueAt: number;
}
async function rows(): Promise<Line[]> {
  const enrolment = await db.prisma.enrolment.findUniqueOrThrow({ where: { personId } });
  return db.raw.query<Line>(
    `SELECT "id","step","cycle","state","dueAt" FROM "Due" WHERE "scope" = ? ORDER BY "id"`,
    enrolmentScope(enrolment),
  );
}
const nameOf = ({ step, cycle }: Pick<Line, 'step' | 'cycle'>) => `${step}/${cycle}`;
const waits = ({ state }: Line) => state === 'planned' || state === 'folded';

describe('a move to a newer revision', () => {
  it('never loses or doubles a step', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc
        .asyncProperty(
          fc.subarray(renamable),
          fc.subarray(removable),
          fc.constantFrom('send', 'skip', 'task'),
          fc.boolean(),
          fc.integer({ min: 0, max: 88 }),
          async (renamed, removed, late, shift, day) => {
            const two = revisionTwo(renamed, removed, late, shift);
            const now = new Date(start.getTime() + day * dayMs);
            await live(now);
            const before = await rows();
            const report = (await moveAt(two, now)) as MoveReport;
            const after = await rows();
            const path = two.migrations;
            const byId = new Map(after.map((row) => [row.id, row]));
            for (const row of before) {
              const kept = byId.get(row.id);
              expect(kept && nameOf(kept), nameOf(row)).toBe(nameOf(keyAfter(path, row)));
              // What was done stays done, under its new name.
              if (row.state === 'done') expect(kept?.state, nameOf(row)).toBe('done');
              // What waited still waits, unless the programme says that it is gone.
              else if (waits(row) && !removed.includes(row.step))
                expect(waits(kept!), nameOf(row)).toBe(true);
              else if (waits(row)) expect(report.takenOut).toContain(nameOf(row));
            }
            const fresh = after.filter((row) => !before.some(({ id }) => id === row.id));
            expect(fresh.filter(({ step }) => step !== 'second-call').map(nameOf)).toEqual([]);
            const second = after.filter(({ step }) => step === 'second-call');
            expect(second).toHaveLength(4);
            const past = second.filter(({ cycle }) => Number(cycle.slice(1)) < day);
            if (late === 'skip') expect(past.filter(waits).map(nameOf)).toEqual([]);
            // Once more, and later on: nothing changes by itself.
            await planAt(two, now);
            expect(await rows()).toEqual(after);
            expect(await moveAt(two, now)).toBe('current');
          },
        )
        .beforeEach(async () => {
          await db.close();
          db = await openDatabase({ file: ':memory:', key: '' });
          await migrate(db);
          await seedOne();
        }),
      { seed, numRuns },
    );
  });

  it('waits until somebody moves the person: until then the old revision plans', async () => {
    const two = revisionTwo(['papers'], [], 'skip', false);
    await planAt(golden, start);
    const before = await rows();
    await planAt(two, start);
    expect(await rows()).toEqual(before);
  });

  it('shows what it would do, and does nothing, when it is rolled back', async () => {
    const two = revisionTwo(['papers'], ['activity'], 'send', false);
    const now = new Date(start.getTime() + 5 * dayMs);
    await live(now);
    const before = await rows();
    let report: unknown;
    await db
      .transaction(async (tx) => {
        report = await moveToNewest(tx, await input(tx, two, now));
        throw new Error('only looked');
      })
      .catch(() => undefined);
    expect(report).toMatchObject({ from: 1, to: 2 });
    expect((report as MoveReport).renamed).toContain('papers/D2 → papers-two/D2');
    expect(await rows()).toEqual(before);
  });

  it('an unknown revision: what is planned stands, and a person is asked, once', async () => {
    await planAt(golden, start);
    const before = await rows();
    await db.prisma.enrolment.update({ where: { personId }, data: { revision: 7 } });
    await planAt(golden, start);
    await planAt(golden, start);
    expect(await rows()).toEqual(before);
    const tasks = await db.prisma.task.findMany({ where: { reason: 'revision-unknown' } });
    expect(tasks.map(({ clientId, closedAt }) => [clientId, closedAt])).toEqual([[personId, null]]);
    expect(await moveAt(golden, start)).toBe('unknown');
    expect(await revisionsInUse(db, golden)).toMatchObject([{ revision: 7, stands: 'unknown' }]);
  });

  it('control: without the stated names the same change would double what was done', async () => {
    const two = revisionTwo(['visit'], [], 'skip', false);
    const silent = { ...two, migrations: [{ ...two.migrations[0]!, renamed: [] }] };
    const now = new Date(start.getTime() + 4 * dayMs);
    await live(now);
    await db.transaction(async (tx) => {
      const given = await input(tx, two, now);
      await moveToNewest(tx, { ...given, programme: silent });
    });
    const names = (await rows()).filter(({ cycle }) => cycle === 'D3').map(({ step }) => step);
    expect(names).toContain('visit');
    expect(names).toContain('visit-two');
  });
});
