import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadBudgets } from '../../scheduler/budgets.js';
import { budgetRules } from '../../scheduler/budget.js';
import { DefinitionError } from '../../scheduler/programmes/errors.js';
import { CliMachine } from '../support/cli.js';
import { PUBLISHED_LIMITS } from '../twins/telegram/limits.js';
import { Deployment } from './deployment.js';

/** More people write at once than the provider lets be answered in a second, and one writes several times. */
async function crowd(house: Deployment): Promise<void> {
  house.twin.limits.set(PUBLISHED_LIMITS);
  for (let id = 100; id < 145; id += 1) house.twin.person(id).say('menu');
  for (let turn = 0; turn < 3; turn += 1) house.twin.person(100).say('menu');
  for (let id = 101; id < 145; id += 1) await house.twin.person(id).next();
  await house.twin.waitFor(() => house.twin.person(100).messages().length >= 4, 'all answers', 30_000);
}

describe.each(['grammy', 'telegraf'])('the real bot over %s with a provider that counts', (library) => {
  let house: Deployment;
  beforeEach(async () => {
    house = await Deployment.open();
  });
  afterEach(() => house.close());

  it('is not refused once: the published limits are wired', async () => {
    await house.start({ TELEGRAM_LIBRARY: library, GUIHANG_BUDGETS: '' });
    await crowd(house);
    expect(house.twin.limits.refused).toBe(0);
  });

  it('would be refused without them, and still obeys retry_after until all is said', async () => {
    await house.start({ TELEGRAM_LIBRARY: library });
    await crowd(house);
    expect(house.twin.limits.refused).toBeGreaterThan(0);
  });
});

describe('a file of budgets', () => {
  const machine = new CliMachine();
  const load = (text: string) => loadBudgets(machine.write('budgets.yaml', text));

  it('changes what it names and keeps the rest as published', () => {
    expect(loadBudgets(null)).toBe(budgetRules);
    expect(load('telegram: { perBot: { sends: 25, seconds: 2 }, bulkShare: 0.5 }')).toEqual({
      ...budgetRules,
      telegram: { ...budgetRules['telegram'], perBot: { sends: 25, ms: 2_000 }, bulkShare: 0.5 },
    });
  });

  it.each([
    ['telegram: { perBot: { sends: 0, seconds: 1 } }', 'telegram.perBot.sends'],
    ['telegram: { bulkShare: 0.9 }', 'telegram.bulkShare'],
    ['telegramm: {}', 'telegramm'],
    ['telegram: { perbot: {} }', 'perbot'],
    ['- 1', 'object'],
  ])('%s is refused, naming the place', (text, place) => {
    expect(() => load(text)).toThrow(DefinitionError);
    expect(() => load(text)).toThrow(new RegExp(place, 'u'));
  });
});
