import { afterAll, beforeAll, expect, it } from 'vitest';
import { FaultRig } from '../../test/faults/rig.js';
import { testLocales } from '../../test/support/context.js';
import { practiceChats } from '../seed/practice.js';
import type { PlanRow } from './control.js';
import { planRows } from './plan-rows.js';
import type { PracticeParts } from './practice-control.js';
import { practiceBot } from './scenes.js';

let rig: FaultRig;
let rows: (chat: keyof typeof practiceChats) => Promise<readonly PlanRow[]>;

beforeAll(async () => {
  rig = await FaultRig.open();
  await rig.goTo('2026-12-02', '20:30');
  await rig.client.say('我不想活了，药都准备好了');
  await rig.bot.settle();
  // The rig's people are on a channel of another name than the practice page's.
  await rig.db.prisma.contact.updateMany({ data: { bot: practiceBot } });
  const parts = { db: rig.db, locales: testLocales() } as unknown as PracticeParts;
  rows = (chat) => planRows(parts, practiceChats[chat]);
});
afterAll(() => rig.close());

const steps = (all: readonly PlanRow[]) => new Set(all.map(({ step }) => step));

it('shows of a client the programme, the ladder of silence and what follows an urgent time', async () => {
  const all = await rows('client');
  for (const step of ['check-in', 'silence-call', 'second-10', 'follow-up-hour'])
    expect(steps(all), step).toContain(step);
  const asked = all.find(({ step, state }) => step === 'check-in' && state === 'done');
  expect(JSON.stringify(asked?.decisions)).toContain('发了');
  expect(asked?.local).toBe('12-02 20:00');
});

it('shows of a colleague what comes to them', async () => {
  expect(steps(await rows('worker'))).toContain('digest');
});

it('shows of a phone that nobody holds nothing', async () => {
  expect(
    await planRows({ db: rig.db, locales: testLocales() } as unknown as PracticeParts, 'nobody'),
  ).toEqual([]);
});
