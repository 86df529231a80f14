import { describe, expect, test } from 'vitest';
import { only, said, someone, Talk } from '../../test/support/turn.js';
import type { Facts } from '../facts.js';
import { ofEpisode } from './episode.js';
import type { AgainFacts, AgainPreview } from './facts.js';
import { againFlows } from './index.js';

const known: AgainFacts = {
  ...{ alias: 'Ming', episode: 1, releaseOn: '2026-06-01', endOn: '2029-06-10', testTemplate: null },
  ...{ hindrance: null, mustAsk: false },
};
const preview: AgainPreview = {
  ...{ waiting: 3, unkept: 0, leave: false },
  late: { send: [], task: [], skip: [] },
};

/** Today is 2026-12-01. */
function talk(change: Partial<AgainFacts> = {}, more: Partial<Facts> = {}): Talk {
  const facts: Partial<Facts> = {
    again: () => ({ ...known, ...change }),
    againPreview: () => preview,
    mayEnrol: () => true,
    ...more,
  };
  const conversation = new Talk(againFlows, facts, someone({ role: 'worker', personId: 'worker' }));
  conversation.open('client-again', { clientId: 'ming' });
  return conversation;
}

/** Answers as far as the summary. */
function filledIn(conversation: Talk, ...answers: readonly string[]): Talk {
  for (const value of answers) conversation.answer(value);
  expect(conversation.asked).toBe('client-again.review');
  return conversation;
}

describe('a second release in the file', () => {
  test.each([
    ['too early', '2027-03-02', 'invite:release.too-early'],
    ['a slip of the finger', '2020-01-01', 'invite:release.too-old'],
    ['the day of the first', '2026-06-01', 'again:release.before'],
  ])('asks again for a day that is %s', (_name, day, key) => {
    const conversation = talk();
    expect(said(conversation.answer(day))[0]).toBe(key);
    expect(conversation.asked).toBe('client-again.release');
  });

  test('is begun with what was answered, and only by the tap', () => {
    const conversation = filledIn(talk(), '2026-11-20', '2', '2026-11-19', '2029-11-01');
    const [begun] = only(conversation.answer('begin'), 'again.open');
    expect(begun).toEqual({
      ...{ do: 'again.open', personId: 'ming', after: 1 },
      change: {
        ...{ releaseOn: '2026-11-20', decisionOn: '2026-11-19', deadlineDays: 2 },
        ...{ reportedOn: null, endOn: '2029-11-01' },
      },
    });
    const left = filledIn(talk(), '2026-11-20', '2', 'unknown', 'unknown');
    expect(only(left.answer('drop'), 'again.open')).toEqual([]);
  });

  test('ends three years after report-in at the latest, and keeps the end that was known where it fits', () => {
    const conversation = talk();
    for (const value of ['2026-11-20', 'reported', '2026-11-22']) conversation.answer(value);
    expect(said(conversation.answer('2029-11-22'))[0]).toBe('course:end.too-late');
    expect(said(conversation.answer('2026-12-01'))[0]).toBe('course:end.past');
    conversation.answer('keep');
    expect(only(conversation.answer('begin'), 'again.open')[0]?.change.endOn).toBe('2029-06-10');
  });

  test('counts from report-in, or from today, where there is no release day', () => {
    const reported = filledIn(talk(), 'none', 'reported', '2026-11-22', 'unknown');
    expect(only(reported.answer('begin'), 'again.open')[0]?.change.releaseOn).toBe('2026-11-22');
    const today = filledIn(talk(), 'none', '15', 'unknown', 'unknown');
    expect(only(today.answer('begin'), 'again.open')[0]?.change.releaseOn).toBe('2026-12-01');
  });

  test.each(['own-word', 'deceased'] as const)('is not begun against %s', (hindrance) => {
    const conversation = talk({ hindrance });
    expect(conversation.asked).toBeNull();
    expect(said(conversation.open('client-again', { clientId: 'ming' }))).toEqual([
      `again:hindered.${hindrance}`,
    ]);
  });

  test('needs a deployment that may enrol', () => {
    const conversation = talk({}, { mayEnrol: () => false });
    expect(conversation.asked).toBeNull();
  });
});

describe('keys of what is asked once a release', () => {
  test('are as ever the first time, and counted after that', () => {
    expect([{}, { episode: 1 }, { episode: 2 }].map(ofEpisode)).toEqual(['', '', ':2']);
  });
});
