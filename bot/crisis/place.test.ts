import { describe, expect, test } from 'vitest';
import { page, type PageSubject } from '../../flows/crisis/page.js';
import { variants } from '../../flows/crisis/variants.js';
import { text, type Text } from '../../flows/engine/text.js';
import { emergencyNews } from '../../flows/family/scopes.js';
import { familyLessons, lessonParagraphs } from '../../flows/family/texts.js';
import { languages } from '../../locales/languages.js';
import { testLocales } from '../../test/support/context.js';
import { createCards, type CardRequest } from './cards.js';
import { ownHotlines, regionsOf } from './hotlines.js';
import { placeOf } from './place.js';

const book = ownHotlines();
const locales = testLocales();
const decks = [false, true].map((naloxone) => createCards({ locales, book, naloxone }));
const local = '021-5555';
const regions = [...book.keys(), 'cn-gd', 'nowhere'];
const now = new Date('2026-12-01T02:00:00Z');

/** Every number of a text that is long enough to be one, as it is written. */
const numbersIn = (said: string) =>
  [...said.matchAll(/\d(?:[ -]?\d)+/gu)].map(([one]) => one).filter((one) => one.length >= 3);

const numbersAt = (region: string) => [
  local,
  ...regionsOf(book, region).flatMap((one) => one.lines.map((line) => line.number)),
];

/** The strangers among the numbers of a text: lines of some other place. */
const foreign = (said: string, region: string) =>
  numbersIn(said).filter((one) => !numbersAt(region).includes(one));

function* requests(): Generator<CardRequest> {
  for (const locale of languages)
    for (const form of ['full', 'short', 'group'] as const)
      for (const level of [2, 3] as const)
        for (const variant of variants)
          for (const audience of ['self', 'other'] as const)
            for (const status of ['calling', 'nobody', 'untold'] as const)
              for (const minor of [false, true])
                yield { locale, form, level, variant, audience, status, minor };
}

/** Namespace, path and language of everything that may be said. */
function* everyText(): Generator<readonly [string, string]> {
  for (const name of ['crisis', 'help', 'card', 'family', 'check-in']) {
    const walk = function* (node: unknown, path: string): Generator<readonly [string, string]> {
      if (typeof node === 'string') yield [path, node];
      else
        for (const [key, value] of Object.entries(node as object))
          yield* walk(value, path.endsWith(':') ? `${path}${key}` : `${path}.${key}`);
    };
    yield* walk(locales.namespace('zh-CN', name), `${name}:`);
  }
}

describe.each(regions)('in %s', (region) => {
  const place = placeOf(book, region);

  test('no card names a number of another region, and every card names one to ring', () => {
    const station = { region, localNumber: local, zone: 'UTC', locale: 'en' };
    for (const cards of decks) {
      for (const request of requests()) {
        const said = cards.text(request, station, now);
        expect(foreign(said, region), said).toEqual([]);
        expect(numbersIn(said).length, said).toBeGreaterThanOrEqual(2);
      }
    }
  });

  test('no page names a number of another region', () => {
    const manners = ['client', 'family', 'reported', 'stranger', 'near'] as const;
    for (const variant of variants)
      for (const manner of manners)
        for (const level of [2, 3] as const) {
          const subject: PageSubject = {
            alertId: 'a',
            who: { alias: '阿明', manner },
            level,
            kinds: variant === 'danger' ? [] : [variant],
            shared: true,
            inHours: true,
          };
          const { paragraphs } = page('lin', 'head', subject);
          for (const locale of languages) {
            const said = paragraphs.map((part) => locales.render(part, locale, 'UTC', place)).join('\n');
            expect(foreign(said, region), said).toEqual([]);
          }
        }
  });

  test.each(languages)('what the family reads names numbers of the place (%s)', (locale) => {
    const render = (part: Text) => locales.render(part, locale, 'UTC', place);
    const news = emergencyNews({ personId: 'p', alias: '阿明' }, ['f'], local, 'a').flatMap(
      (one) => one.paragraphs,
    );
    const lessons = familyLessons.flatMap((lesson) => lessonParagraphs(lesson, local));
    const others = ['nobody', 'truth'].map((key) => text(`family:worried.${key}`, { number: local }));
    for (const said of [...news, ...lessons, ...others].map(render))
      expect(foreign(said, region), said).toEqual([]);
    expect(numbersIn(news.map(render).join('\n'))).toEqual([String(place.ambulance), local]);
  });

  test.each(languages)('every text that asks for a number of the place gets it (%s)', (locale) => {
    const asking = [...everyText()].filter(([, said]) =>
      /\{\{(ambulance|police|emergency|mind)\}\}/u.test(said),
    );
    expect(asking.length).toBeGreaterThan(25);
    for (const [key, said] of asking) {
      const others = [...said.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name = '']) => [name, 'x'] as const);
      const params = Object.fromEntries(others.filter(([name]) => !Object.hasOwn(place, name)));
      expect(foreign(locales.render(text(key, params), locale, 'UTC', place), region), key).toEqual([]);
    }
  });
});

test('one number for both is said once, two are both said', () => {
  const either = (region: string, locale: string) =>
    locales.render(text('crisis:card.soon.self.danger'), locale, 'UTC', placeOf(book, region));
  expect(either('hk', 'zh-CN')).toContain('打 999。');
  expect(either('tw', 'zh-CN')).toContain('打 119 或 110。');
  expect(either('tw', 'en')).toContain('119 or 110');
  expect(either('cn-sh', 'zh-CN')).toContain('打 120 或 110。');
});

test('a place that is forgotten is an error, never another place', () => {
  expect(() => locales.render(text('crisis:card.now.other.overdose'), 'en', 'UTC')).toThrow(/ambulance/u);
});

test('without any emergency number the words stand for it', () => {
  const bare = new Map([['xx', { ...book.get('eu')!, region: 'xx', lines: [book.get('cn')!.lines[3]!] }]]);
  const said = (locale: string) =>
    locales.render(text('crisis:card.now.other.overdose'), locale, 'UTC', placeOf(bare, 'xx'));
  expect(said('zh-CN')).toContain('急救电话');
  expect(said('en')).toContain('the ambulance');
});
