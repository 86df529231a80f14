import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../prisma/client.js';
import { migrate } from '../../prisma/migrate.js';
import { replan } from '../../scheduler/replan.js';
import { beginAgain } from '../../scheduler/second-release.js';
import { loadCalendar } from '../../scheduler/calendar/index.js';
import { loadProgramme } from '../../scheduler/programmes/index.js';
import { testLocales } from '../../test/support/context.js';
import { loadStation } from '../facts/station.js';
import { seededRandom } from '../random.js';
import { seedPractice } from '../seed/practice.js';
import { whoIs, type Asked } from './who.js';
import { why } from './why.js';
import { PlanWords } from './words.js';

const now = new Date('2026-12-01T02:00:00Z');
let db: Database;
let asked: Asked;

beforeAll(async () => {
  db = await openDatabase({ file: ':memory:', key: '' });
  await migrate(db);
  const setup = {
    bot: 'm',
    locale: 'zh-CN',
    zone: 'Asia/Shanghai',
    releaseOn: '2026-12-01',
    hour: '20:00',
    template: null,
  };
  const { clientId } = await db.transaction((tx) =>
    seedPractice(tx, { ...setup, withClient: true }, seededRandom(1), now),
  );
  const personId = clientId!;
  await db.transaction(async (tx) => {
    await tx.prisma.enrolment.update({ where: { personId }, data: { reportedOn: '2026-12-01' } });
    const station = loadStation(tx);
    await replan(tx, { programme: loadProgramme(), calendar: loadCalendar(), station, personId, now });
  });
  asked = (await whoIs(db, '阿明'))[0]!;
});
afterAll(() => db.close());

describe('guihang why', () => {
  it('finds a person by alias and by id, and nobody by a wrong one', async () => {
    expect(await whoIs(db, asked.personId)).toEqual([asked]);
    expect(await whoIs(db, '没有这个人')).toEqual([]);
  });

  it('shows the steps of a day at the clock of the person', async () => {
    const { steps } = await why(db, asked, '2026-12-02');
    expect(steps).toContainEqual(
      expect.objectContaining({
        step: 'check-in',
        local: '2026-12-02 20:00',
        state: 'planned',
        decisions: [],
      }),
    );
  });

  it('says what fell, and why', async () => {
    const { steps } = await why(db, asked, null);
    const step = steps.find((one) => one.step === 'report-in' && one.state === 'dropped');
    expect(step?.decisions.at(-1)?.code).toBe('dropped.condition-met');
    const lines = new PlanWords(testLocales(), 'zh-CN').lines(
      { ...asked, steps: [step!], messages: [] },
      null,
    );
    expect(lines.join('\n')).toContain('提醒报到');
    expect(lines.join('\n')).toContain('没发 · 已经不需要了');
  });

  it('leaves no step, state or reason of a whole plan without words', async () => {
    const { steps } = await why(db, asked, null);
    const words = new PlanWords(testLocales(), 'en');
    const codes = steps.flatMap(({ step, state, reason }) => [
      ['step', step],
      ['state', state ?? 'planned'],
      ['reason', reason ?? 'folded'],
    ]);
    expect(
      codes.filter(
        ([kind, code]) =>
          words.named(kind!, code!) === code &&
          !['planned', 'dropped', 'cancelled', 'done', 'cleared'].includes(code!),
      ),
    ).toEqual([]);
  });

  it('tells the steps of a second release apart from those of the first, in words', async () => {
    expect((await why(db, asked, null)).steps.every(({ episode }) => episode === null)).toBe(true);
    const { personId } = asked;
    const later = new Date('2027-03-01T02:00:00Z');
    await db.transaction(async (tx) => {
      const station = loadStation(tx);
      const input = { programme: loadProgramme(), calendar: loadCalendar(), station, personId, now: later };
      const to = { releaseOn: '2027-03-01', decisionOn: null, deadlineDays: 15, reportedOn: null } as const;
      await beginAgain(tx, { ...input, seed: 'two', after: 1 }, { ...to, endOn: null });
    });
    const again = (await whoIs(db, '阿明'))[0]!;
    const { steps } = await why(db, again, null);
    const hello = steps.filter(({ step, cycle }) => step === 'milestone' && cycle === 'D1');
    expect(hello.map(({ episode, local }) => [episode, local.slice(0, 10)])).toEqual([
      [1, '2026-12-02'],
      [2, '2027-03-02'],
    ]);
    const lines = new PlanWords(testLocales(), 'zh-CN').lines({ ...again, steps: hello, messages: [] }, null);
    expect(lines.join('\n')).toContain('走到这天了 · 第 1 段路');
    expect(lines.join('\n')).toContain('走到这天了 · 第 2 段路');
    expect(lines.join('\n')).toContain('又出来了一次');
  });
});
