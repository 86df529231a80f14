import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../prisma/client.js';
import { migrate } from '../prisma/migrate.js';
import { claimDue } from '../prisma/repositories/due-claim.js';
import { dueOfScope, insertDue, type DueRow, type NewDue } from '../prisma/repositories/due.js';
import { newDue } from '../prisma/repositories/new-due.js';
import { VirtualClock } from './clock.js';
import type { Trouble } from './dispatcher.js';
import { fireDue, takeBackClaims, type FireDeps } from './fire.js';
import { loadProgramme } from './programmes/index.js';

const programme = loadProgramme();
const noon = new Date('2026-12-01T04:00:00Z');
const later = (ms: number) => new Date(noon.getTime() + ms);

let db: Database;
let clock: VirtualClock;
let ran: DueRow[];
let extras: unknown[];

beforeEach(async () => {
  db = await openDatabase({ file: ':memory:', key: '' });
  await migrate(db);
  clock = new VirtualClock(noon);
  ran = [];
  extras = [];
});
afterEach(() => db.close());

function deps(more: Partial<FireDeps> = {}): FireDeps {
  return {
    db,
    clock,
    owner: 'a',
    rules: { programme, zone: () => 'Asia/Shanghai' },
    run: (_tx, row, args) => {
      ran.push(row);
      extras.push(...((args['extras'] ?? []) as unknown[]));
      return Promise.resolve('ran');
    },
    missed: () => Promise.resolve(),
    log: { error: () => {} },
    ...more,
  };
}

function row(step: string, change: Partial<NewDue> = {}): NewDue {
  const own = { scope: 'test', step, cycle: '1', flow: step, category: 'system', priority: 1, dueAt: noon };
  return newDue({ ...own, personId: null, audience: 'system', args: {}, ...change });
}

const folded = (step: string, expiresAt: Date | null) =>
  row(step, { state: 'folded', hostStep: 'host', hostCycle: '1', expiresAt });

async function ends(): Promise<Record<string, string>> {
  const rows = await dueOfScope(db.raw, 'test');
  return Object.fromEntries(rows.map(({ step, state, reason }) => [step, `${state} ${reason ?? ''}`.trim()]));
}

async function codes(step: string): Promise<string[]> {
  const rows = await db.raw.query<{ code: string }>(
    `SELECT "code" FROM "Decision" WHERE "step" = ? ORDER BY "id"`,
    step,
  );
  return rows.map(({ code }) => code);
}

describe('firing', () => {
  it('carries what is folded into a host, and drops what is too late for it', async () => {
    await insertDue(db.raw, [row('host'), folded('guest', null), folded('stale', later(-1))], noon);
    expect(await fireDue(deps())).toBe(1);
    expect(extras).toEqual([expect.objectContaining({ flow: 'guest' })]);
    expect(await ends()).toEqual({ host: 'done', guest: 'done carried', stale: 'dropped expired' });
    expect(await codes('guest')).toEqual(['carried']);
    expect(await codes('stale')).toEqual(['dropped.expired']);
  });

  it('drops the guests of a host that falls, each with its decision', async () => {
    await insertDue(db.raw, [row('host', { expiresAt: noon }), folded('guest', null)], noon);
    await fireDue(deps());
    expect(await ends()).toEqual({ host: 'dropped expired', guest: 'dropped host-expired' });
    expect([await codes('host'), await codes('guest')]).toEqual([
      ['dropped.expired'],
      ['dropped.host-expired'],
    ]);
  });

  it('says of a row that had nothing to say that nothing went out', async () => {
    await insertDue(db.raw, [row('host')], noon);
    await fireDue(deps({ run: () => Promise.resolve('silent') }));
    expect(await ends()).toEqual({ host: 'done nothing-to-say' });
    expect(await codes('host')).toEqual(['silent']);
  });

  it('asks a person when an appointment went by unsaid, not for a check-in', async () => {
    const missed: string[] = [];
    const past = { audience: 'client', expiresAt: later(-1) } as const;
    await insertDue(
      db.raw,
      [row('visit', { ...past, category: 'appointment' }), row('hello', { ...past, category: 'check-in' })],
      noon,
    );
    await fireDue(deps({ missed: (_tx, { step }) => Promise.resolve(void missed.push(step)) }));
    expect(await ends()).toEqual({ visit: 'dropped expired', hello: 'dropped expired' });
    expect(missed).toEqual(['visit']);
  });

  it('undoes what it did for a row whose claim has passed to somebody else', async () => {
    await insertDue(db.raw, [row('step')], noon);
    const slow = deps({
      run: async (tx) => {
        await tx.raw.exec(`INSERT INTO "Setting" ("key","value","updatedAt") VALUES ('trace','1',?)`, noon);
        await tx.raw.exec(`UPDATE "Due" SET "owner" = 'b', "lease" = "lease" + 1`);
        return 'ran';
      },
    });
    await fireDue(slow);
    expect(await db.raw.query(`SELECT * FROM "Setting"`)).toEqual([]);
    expect(await codes('step')).toEqual([]);
    // The claim is still the slow one's: the other's was undone too. It runs out, and the row fires once.
    clock.advance(61_000);
    await fireDue(deps({ owner: 'b' }));
    expect(ran).toHaveLength(1);
    expect(await codes('step')).toEqual(['fired']);
  });

  it('takes back at its start what an ended process had claimed', async () => {
    await insertDue(db.raw, [row('step')], noon);
    await claimDue(db.raw, { owner: 'dead', now: noon, leaseMs: 60_000, limit: 1 });
    expect(await fireDue(deps())).toBe(0);
    await takeBackClaims(db);
    expect(await fireDue(deps())).toBe(1);
    expect(await codes('step')).toEqual(['fired']);
  });

  it('fires what follows a crisis first, and again after each commit', async () => {
    const later = row('rung', { category: 'crisis', dueAt: new Date(noon.getTime() + 1_000) });
    const wave = Array.from({ length: 120 }, (_, index) => row(`check-in-${index}`));
    await insertDue(db.raw, [...wave, row('page', { category: 'crisis' }), later], noon);
    const slow = deps({
      shareMs: 0,
      run: (_tx, one) => {
        ran.push(one);
        if (ran.length === 5) clock.advance(1_000);
        return Promise.resolve('ran');
      },
    });
    await fireDue(slow);
    const place = (step: string) => ran.findIndex((one) => one.step === step);
    expect(ran).toHaveLength(122);
    expect(place('page')).toBe(0);
    expect(place('rung')).toBe(5);
  });

  it('tries a row that throws three times, then drops it and asks a person', async () => {
    await insertDue(db.raw, [row('broken'), row('next')], noon);
    const asked: string[] = [];
    const troubles: Trouble[] = [];
    const failing = deps({
      onTrouble: (trouble) => void troubles.push(trouble),
      run: (_tx, { step }) => (step === 'broken' ? Promise.reject(new Error('no')) : Promise.resolve('ran')),
      missed: (_tx, { step }, reason) => Promise.resolve(void asked.push(`${step} ${reason}`)),
    });
    for (let minute = 0; minute < 10; minute += 1) {
      await fireDue(failing);
      clock.advance(60_000);
    }
    expect(await ends()).toEqual({ broken: 'dropped failed', next: 'done' });
    expect(await codes('broken')).toEqual(['later.failed', 'later.failed', 'dropped.failed']);
    expect(asked).toEqual(['broken failed']);
    expect(troubles).toEqual([{ code: 'due.failed', bot: null, detail: { step: 'broken' } }]);
  });

  it('never gives up what follows a crisis, and tells the operator', async () => {
    await insertDue(db.raw, [row('rung', { category: 'crisis' })], noon);
    const troubles: Trouble[] = [];
    const failing = deps({
      run: () => Promise.reject(new Error('no')),
      onTrouble: (trouble) => void troubles.push(trouble),
    });
    for (let minute = 0; minute < 30; minute += 1) {
      await fireDue(failing);
      clock.advance(60_000);
    }
    expect(await ends()).toEqual({ rung: 'planned failed' });
    expect(await codes('rung')).toEqual(['later.failed', 'later.failed', 'later.failed']);
    expect(troubles).toHaveLength(28);
    expect(troubles[0]).toEqual({ code: 'due.failed', bot: null, detail: { step: 'rung', lane: 'crisis' } });
    await fireDue(deps());
    expect(await ends()).toEqual({ rung: 'done' });
  });

  it('goes on with the others when a row cannot even be given up', async () => {
    await insertDue(db.raw, [row('broken'), row('next', { dueAt: later(180_000) })], noon);
    const troubles: string[] = [];
    const stuck = deps({
      run: (_tx, { step }) => (step === 'broken' ? Promise.reject(new Error('no')) : Promise.resolve('ran')),
      missed: () => Promise.reject(new Error('no task either')),
      onTrouble: ({ code }) => void troubles.push(code),
    });
    for (let minute = 0; minute < 5; minute += 1) {
      await fireDue(stuck);
      clock.advance(60_000);
    }
    expect(await ends()).toEqual({ broken: 'planned failed', next: 'done' });
    expect(troubles).toEqual(['due.failed']);
  });

  it('ends the guests of a host that failed for good, a task for those whose rule it is', async () => {
    const guest = { ...folded('guest', null), catchUp: 'task' };
    await insertDue(db.raw, [row('host'), guest, folded('other', null)], noon);
    const asked: string[] = [];
    const failing = deps({
      run: () => Promise.reject(new Error('no')),
      missed: (_tx, { step }, reason) => Promise.resolve(void asked.push(`${step} ${reason}`)),
    });
    for (let minute = 0; minute < 5; minute += 1) {
      await fireDue(failing);
      clock.advance(60_000);
    }
    const fell = 'dropped host-failed';
    expect(await ends()).toEqual({ host: 'dropped failed', guest: fell, other: fell });
    expect(asked.sort()).toEqual(['guest host-failed', 'host failed']);
  });
});

describe('what is long overdue', () => {
  beforeEach(async () => {
    await db.prisma.enrolment.create({
      data: {
        id: 'e',
        personId: 'p',
        programme: programme.id,
        revision: 1,
        state: 'active',
        zone: 'Asia/Shanghai',
        hour: '20:00',
        releaseOn: '2026-12-01',
        deadlineDays: 15,
        seed: 's',
        crisisChoice: 'ask',
        preview: 'normal',
        enrolledAt: noon,
      },
    });
  });

  it('is planned anew before it is fired: each person once', async () => {
    const scope = 'enrolment:e';
    await insertDue(db.raw, [row('a', { scope }), row('b', { scope }), row('c', { scope: 'other' })], noon);
    clock.advance(3 * 86_400_000);
    const planned: string[] = [];
    await fireDue(
      deps({
        replan: async (tx, personId, now) => {
          planned.push(personId);
          await tx.raw.exec(`UPDATE "Due" SET "dueAt" = ? WHERE "step" = 'a'`, new Date(now.getTime() + 1));
        },
      }),
    );
    expect(planned).toEqual(['p']);
    expect(ran.map(({ step }) => step)).toEqual(['b', 'c']);
  });

  it('does not keep the rungs of an alert waiting while people are planned anew', async () => {
    const scope = 'enrolment:e';
    const rung = row('rung', { category: 'crisis', dueAt: later(3 * 86_400_000 + 1_000) });
    await insertDue(db.raw, [row('a', { scope }), rung], noon);
    clock.advance(3 * 86_400_000);
    const replan = () => Promise.resolve(clock.advance(1_000));
    await fireDue(deps({ replan }));
    expect(ran.map(({ step }) => step)).toEqual(['rung', 'a']);
  });

  it('is not planned anew for a slow tick, and fires although planning fails', async () => {
    await insertDue(db.raw, [row('a', { scope: 'enrolment:e' })], noon);
    clock.advance(60_000);
    const planned: string[] = [];
    const broken = deps({
      replan: (_tx, personId) => Promise.reject(new Error(String(planned.push(personId)))),
    });
    await fireDue(broken);
    expect(planned).toEqual([]);
    await insertDue(db.raw, [row('b', { scope: 'enrolment:e' })], noon);
    clock.advance(3_600_000);
    await fireDue(broken);
    expect(planned).toEqual(['p']);
    expect(ran.map(({ step }) => step)).toEqual(['a', 'b']);
  });
});
