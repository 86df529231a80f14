/** A second release begins in full, collides with nothing of the first, and loses nothing of it. The seed is printed. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SecondRelease } from '../flows/again/release.js';
import { loadStation } from '../bot/facts/station.js';
import { seededRandom } from '../bot/random.js';
import { seedPractice } from '../bot/seed/practice.js';
import { openDatabase, type Database, type Tx } from '../prisma/client.js';
import { migrate } from '../prisma/migrate.js';
import { claimDue } from '../prisma/repositories/due-claim.js';
import { loadCalendar } from './calendar/index.js';
import { eligibility } from './eligibility.js';
import { overduePeople } from './overdue.js';
import { loadProgramme } from './programmes/index.js';
import { replan } from './replan.js';
import { enrolmentScope, planScope } from './scope.js';
import { beginAgain, lookAgain } from './second-release.js';
import { addDays, localParts, toInstant } from './zone/index.js';

const seed = Number(process.env['SEED'] ?? 20_261_201);
const numRuns = Number(process.env['RUNS'] ?? 12);
console.log(`second release properties: SEED=${String(seed)} RUNS=${String(numRuns)}`);

const [zone, firstDay, dayMs] = ['Asia/Shanghai', '2026-12-01', 86_400_000];
const start = new Date('2026-12-01T02:00:00Z');
const [programme, calendar] = [loadProgramme(), loadCalendar()];
const rules = { programme, zone: () => zone };

let db: Database;
let personId: string;
beforeEach(async () => {
  db = await openDatabase({ file: ':memory:', key: '' });
  await migrate(db);
  const setup = {
    bot: 'm',
    locale: 'zh-CN',
    zone,
    releaseOn: firstDay,
    hour: '20:00',
    template: 'cn-28',
  } as const;
  const { clientId } = await db.transaction((tx) =>
    seedPractice(tx, { ...setup, withClient: true }, seededRandom(1), start),
  );
  personId = clientId!;
  await planAt(start);
});
afterEach(() => db.close());

const input = (tx: Tx, now: Date) => ({ programme, calendar, station: loadStation(tx), personId, now });
const planAt = (now: Date) => db.transaction((tx) => replan(tx, input(tx, now)));
const change = (releaseOn: string, more: Partial<SecondRelease> = {}): SecondRelease => ({
  ...{ releaseOn, decisionOn: null, deadlineDays: 15, reportedOn: null, endOn: null },
  ...more,
});
const beginAt = (now: Date, to: SecondRelease, after = 1) =>
  db.transaction((tx) => beginAgain(tx, { ...input(tx, now), seed: `seed-${String(after + 1)}`, after }, to));

/** Everything due before `now` has happened. */
async function live(now: Date): Promise<void> {
  await db.raw.exec(
    `UPDATE "Due" SET "state" = 'done', "lease" = 1 WHERE "state" IN ('planned','folded') AND "dueAt" < ?`,
    now,
  );
  await planAt(now);
}

interface Line {
  readonly scope: string;
  readonly step: string;
  readonly cycle: string;
  readonly state: string;
  readonly reason: string | null;
  readonly dueAt: number;
  readonly localDay: string;
}
const all = () => db.raw.query<Line & { id: number }>(`SELECT * FROM "Due" ORDER BY "id"`);
const enrolment = () => db.prisma.enrolment.findUniqueOrThrow({ where: { personId } });
const waits = ({ state }: Line) => state === 'planned' || state === 'folded';

describe('a second release', () => {
  it('begins in full after a whole course, and takes nothing away from the first', async () => {
    await live(new Date(start.getTime() + 120 * dayMs));
    const before = (await all()).filter((row) => !waits(row));
    const now = new Date(start.getTime() + 120 * dayMs);
    const today = localParts(now, zone).date;
    expect(await beginAt(now, change(today))).toBe(true);
    const scope = enrolmentScope(await enrolment());
    const rows = await all();
    expect(before.length).toBeGreaterThan(100);
    expect(rows.filter((row) => before.some(({ id }) => id === row.id))).toEqual(before);
    const own = rows.filter((row) => row.scope === scope);
    const asked = new Set(
      own
        .filter((row) => ['check-in', 'weekly-check'].includes(row.step) && waits(row))
        .map((row) => row.localDay),
    );
    for (let day = 1; day <= 14; day += 1)
      expect(asked.has(addDays(today, day)), `day ${String(day)}`).toBe(true);
    expect(own.some((row) => row.step === 'report-in' && waits(row))).toBe(true);
    expect(own.filter((row) => row.step === 'milestone' && waits(row)).map((row) => row.cycle)).toContain(
      'D1',
    );
  });

  it('takes out what waits of the first, each row with its decision, and plans on in its own scope', async () => {
    await live(new Date(start.getTime() + 20 * dayMs));
    const now = new Date(start.getTime() + 20 * dayMs);
    const old = await enrolment();
    const waiting = (await all()).filter(waits).filter((row) => row.scope === enrolmentScope(old));
    const looked = await db.transaction((tx) => lookAgain(tx, input(tx, now), change('2026-12-20')));
    expect(looked?.waiting).toBe(waiting.length);
    await beginAt(now, change('2026-12-20'));
    const left = (await all()).filter(
      (row) => row.scope === enrolmentScope(old) || row.scope === planScope(old),
    );
    expect(left.filter(waits)).toEqual([]);
    const [said] = await db.raw.query<{ n: number }>(
      `SELECT count(*) AS n FROM "Decision" WHERE "code" = 'cancelled.second-release' AND "scope" = ?`,
      enrolmentScope(old),
    );
    expect(said?.n).toBe(waiting.length);
    expect((await all()).some((row) => row.scope === planScope({ ...old, episode: 2 }) && waits(row))).toBe(
      true,
    );
    expect(await overduePeople(db.raw, new Date(now.getTime() + 5 * dayMs))).toEqual([personId]);
  });

  it('is shown before as it will be: late steps by their rules, and nothing is written for it', async () => {
    await live(new Date(start.getTime() + 30 * dayMs));
    const now = new Date(start.getTime() + 30 * dayMs);
    const before = await all();
    const to = change('2026-12-21');
    const looked = await db.transaction((tx) => lookAgain(tx, input(tx, now), to));
    expect(await all()).toEqual(before);
    const late = (rows: readonly { step: string; cycle: string; reason: string | null }[]) =>
      rows
        .filter(({ reason }) => reason?.startsWith('late-enrolment-'))
        .map(({ step, cycle, reason }) => `${step}/${cycle} ${String(reason)}`)
        .sort();
    await beginAt(now, to);
    const scope = enrolmentScope(await enrolment());
    const shown = late(looked!.planned);
    expect(shown.length).toBeGreaterThan(5);
    expect(late((await all()).filter((row) => row.scope === scope))).toEqual(shown);
  });

  it('is begun once: whoever comes second finds that it has changed', async () => {
    await planAt(start);
    const now = new Date(start.getTime() + 3 * dayMs);
    expect(await beginAt(now, change('2026-12-04'))).toBe(true);
    expect(await beginAt(now, change('2026-12-04'))).toBe(false);
    expect((await enrolment()).episode).toBe(2);
  });

  it('draws call-ups anew', async () => {
    await planAt(start);
    const now = new Date(start.getTime() + 40 * dayMs);
    const first = (await enrolment()).seed;
    await beginAt(now, change('2027-01-10'));
    expect((await enrolment()).seed).not.toBe(first);
  });

  it('tells of an appointment that lies ahead once only, and of none before the release day', async () => {
    const visit = (id: string, startsAt: Date) =>
      db.prisma.appointment.create({
        data: {
          id,
          personId,
          kind: 'visit',
          origin: 'agreed',
          site: 'east',
          startsAt,
          state: 'planned',
          createdAt: start,
        },
      });
    // Told three days before, and not yet the day before.
    await visit('soon', toInstant('2026-12-12', '15:00', zone));
    await visit('late', toInstant('2026-12-20', '15:00', zone));
    await visit('past', toInstant('2026-12-05', '15:00', zone));
    await planAt(start);
    const now = toInstant('2026-12-10', '10:00', zone);
    await live(now);
    const told = (await all()).filter((row) => row.cycle.startsWith('soon:') && row.state === 'done');
    expect(told.length).toBeGreaterThan(0);
    const looked = await db.transaction((tx) => lookAgain(tx, input(tx, now), change('2026-12-15')));
    expect(looked?.unkept.map(({ id }) => id)).toEqual(['soon']);
    await beginAt(now, change('2026-12-10'));
    const scope = enrolmentScope(await enrolment());
    const reminders = (await all()).filter((row) => row.step === 'appointment-reminder');
    const names = reminders.filter((row) => row.cycle.startsWith('soon:')).map((row) => row.cycle);
    expect(new Set(names).size).toBe(names.length);
    expect(reminders.filter((row) => row.cycle.startsWith('soon:')).every((row) => row.scope === scope)).toBe(
      true,
    );
    expect(reminders.filter((row) => row.cycle.startsWith('late:') && waits(row)).length).toBeGreaterThan(0);
    expect(reminders.some((row) => row.cycle.startsWith('past:') && row.scope === scope)).toBe(false);
  });

  it('keeps the rest that a client takes, and lifts the one that came with "detained"', async () => {
    await planAt(start);
    const [rested, detained] = [new Date(start.getTime() + dayMs), new Date(start.getTime() + 9 * dayMs)];
    await db.prisma.enrolment.update({ where: { personId }, data: { pausedFrom: rested } });
    await beginAt(new Date(start.getTime() + 2 * dayMs), change('2026-12-03'));
    expect((await enrolment()).pausedFrom).toEqual(rested);
    const set = {
      id: 's',
      personId,
      status: 'detained',
      reason: 'informed',
      onDay: '2026-12-10',
      at: detained,
    };
    await db.prisma.statusChange.create({ data: set });
    await db.prisma.enrolment.update({ where: { personId }, data: { pausedFrom: detained } });
    await beginAt(new Date(start.getTime() + 30 * dayMs), change('2026-12-31'), 2);
    expect((await enrolment()).pausedFrom).toBeNull();
    expect(await db.prisma.statusChange.count()).toBe(1);
  });

  it('leaves a closer block behind, and the hold after a crisis where it is', async () => {
    const heldUntil = new Date(start.getTime() + 21 * dayMs);
    await db.prisma.enrolment.update({ where: { personId }, data: { heldUntil } });
    const fromDay = '2026-12-15';
    await db.prisma.block.create({
      data: { id: 'b', personId, fromDay, openedAt: new Date('2026-12-15T02:00:00Z') },
    });
    const now = new Date(start.getTime() + 20 * dayMs);
    await live(now);
    expect((await all()).some((row) => row.step === 'block-call')).toBe(true);
    await beginAt(now, change('2026-12-21'));
    const scope = enrolmentScope(await enrolment());
    expect((await all()).some((row) => row.step === 'block-call' && row.scope === scope)).toBe(false);
    expect((await enrolment()).heldUntil).toEqual(heldUntil);
  });

  it('lets a row of the first fall that was claimed while it began', async () => {
    await planAt(start);
    const now = toInstant('2026-12-02', '20:00', zone);
    const old = enrolmentScope(await enrolment());
    const rows = await claimDue(db.raw, { owner: 'o', now, leaseMs: 60_000, limit: 50 });
    const claimed = rows.find((row) => row.scope === old && row.step === 'check-in')!;
    const verdict = (scope = old) =>
      db.transaction((tx) => eligibility(tx, { ...claimed, scope }, now, rules));
    expect(await verdict()).toEqual({ verdict: 'go' });
    await beginAt(now, change('2026-12-02'));
    expect(await verdict()).toEqual({ verdict: 'drop', reason: 'second-release' });
    // What is of no release, or of this one, goes as ever.
    expect(await verdict(`person:${personId}`)).toEqual({ verdict: 'go' });
    expect(await verdict(enrolmentScope(await enrolment()))).toEqual({ verdict: 'go' });
  });
});

describe('releases one after the other', () => {
  it('never collide, lose nothing that was done, and planning twice changes nothing', async () => {
    const gaps = fc.array(
      fc.record({ days: fc.integer({ min: 2, max: 130 }), shift: fc.integer({ min: -20, max: 60 }) }),
      { minLength: 1, maxLength: 3 },
    );
    await fc.assert(
      fc.asyncProperty(gaps, async (many) => {
        await db.raw.exec(`DELETE FROM "Due"`);
        await db.raw.exec(`DELETE FROM "Decision"`);
        const first = {
          episode: 1,
          releaseOn: firstDay,
          enrolledAt: start,
          seed: 'seed-1',
          reportedOn: null,
        };
        await db.prisma.enrolment.update({ where: { personId }, data: first });
        let now = start;
        await planAt(now);
        for (const [index, { days, shift }] of many.entries()) {
          now = new Date(now.getTime() + days * dayMs);
          await live(now);
          const { releaseOn } = await enrolment();
          const wanted = addDays(localParts(now, zone).date, shift);
          const done = (await all()).filter((row) => row.state === 'done');
          const to = wanted > releaseOn ? wanted : addDays(releaseOn, 1);
          expect(await beginAt(now, change(to), index + 1)).toBe(true);
          const rows = await all();
          for (const row of done) expect(rows).toContainEqual(row);
          const scope = enrolmentScope(await enrolment());
          expect(
            rows.filter((row) => waits(row) && row.scope.startsWith('enrolment:') && row.scope !== scope),
          ).toEqual([]);
          expect(rows.filter((row) => row.scope === scope && row.state === 'done')).toEqual([]);
          await planAt(now);
          expect(await all()).toEqual(rows);
        }
      }),
      { seed, numRuns },
    );
  });
});
