import { describe, expect, test } from 'vitest';
import { testLocales } from '../../test/support/context.js';
import { betterText, howText, isOfAnother } from './comfort.js';
import type { WhoFacts } from './facts.js';
import { page, type PageSubject } from './page.js';
import type { CrisisKind } from './triage/types.js';
import { alert, talk } from '../../test/support/crisis.js';
import { said } from '../../test/support/turn.js';

const about = (manner: WhoFacts['manner'], ...kinds: CrisisKind[]) => ({
  who: { alias: '阿明', manner },
  kinds,
});

describe('whom it is about', () => {
  test.each([
    ['a client of themselves', about('client', 'overdose'), false],
    ['a relative of the client', about('reported', 'overdose', 'other-person'), true],
    ['a client of a friend', about('near', 'overdose', 'other-person'), true],
    ['a stranger of a friend', about('stranger', 'overdose', 'other-person'), true],
    ['a stranger of themselves', about('stranger', 'overdose'), false],
    ['a relative of themselves', about('family', 'self-harm'), false],
  ])('%s', (_name, one, expected) => {
    expect(isOfAnother(one)).toBe(expected);
    expect(howText(one, 'minutes').key).toBe(
      expected ? 'crisis:follow-up.other.minutes' : 'crisis:follow-up.minutes',
    );
  });
});

describe('what is said to "better"', () => {
  test.each([
    [about('client', 'self-harm'), 'minutes', 'better'],
    [about('client', 'self-harm'), 'day', 'better-later'],
    [about('client', 'violence'), 'minutes', 'better-violence'],
    [about('client', 'violence'), 'later', 'better-violence'],
    [about('client', 'child-at-risk'), 'hour', 'better-violence'],
    [about('reported', 'overdose'), 'minutes', 'better-other-body'],
    [about('near', 'withdrawal'), 'hour', 'better-other-body'],
    [about('reported', 'self-harm'), 'hour', 'better-other'],
    [about('near', 'violence'), 'minutes', 'better-other-violence'],
  ] as const)('%j at %s: %s', (one, moment, key) => {
    const words = betterText(one, moment);
    expect(words.key).toBe(`crisis:follow-up.${key}`);
    for (const locale of ['zh-CN', 'en']) expect(testLocales().has(words.key, locale)).toBe(true);
  });

  test('a slip that nobody was called for is no danger overcome', () => {
    const lonely = { alert: () => alert({ told: [] }) };
    const of = (word: string) => said(talk(lonely).open('crisis-word', { alertId: 'alert-1', word }));
    expect(of('mistake')).toEqual(['crisis:truth.mistake-untold']);
    expect(of('safe')).toEqual(['crisis:follow-up.better']);
  });
});

describe('what a page asks for', () => {
  const actOf = (who: WhoFacts['manner'], kinds: CrisisKind[], level: 2 | 3 = 3) => {
    const subject: PageSubject = {
      alertId: 'a',
      who: { alias: '阿明', manner: who },
      level,
      kinds,
      shared: true,
      inHours: true,
    };
    return /crisis:page\.act\.([a-z-]+)/u.exec(JSON.stringify(page('lin', 'head', subject)))?.[1];
  };

  test.each([
    ['reported', ['overdose', 'other-person'], 'reported'],
    ['reported', ['withdrawal', 'other-person'], 'reported'],
    ['near', ['overdose', 'other-person'], 'beside'],
    ['family', ['overdose', 'other-person'], 'beside'],
    ['client', ['overdose'], 'now'],
    ['reported', ['self-harm', 'other-person'], 'now'],
    ['stranger', ['overdose', 'other-person'], 'stranger'],
  ] as const)('%s, %j: %s', (manner, kinds, act) => {
    expect(actOf(manner, [...kinds])).toBe(act);
    expect(actOf(manner, [...kinds], 2)).toBe(manner === 'stranger' ? 'stranger' : 'soon');
  });
});
