import { describe, expect, test } from 'vitest';
import { testLocales } from '../../test/support/context.js';
import { languages } from '../../locales/index.js';

const namespaces = ['onboarding', 'own-hand', 'menu'];
/** Said only to whoever chose to read on, because it must be said plainly. */
const plainSpeech = ['onboarding:readers', 'onboarding:consent.bot'];
/** What a person over the shoulder must not read (docs/domain.md §6.1). */
const telling =
  /毒|吸|尿|检测|公安|警|戒|违反|社区康复|drug|urine|police|treatment|rehab|\btests?\b|breach|addict|relapse/iu;
/** Buttons hold twelve characters. */
const buttons =
  /^(?:onboarding:(?:button|language\.(?:zh|en)|alias\.same|crisis-choice\.(?:ask-first|tell))|own-hand:(?:button\.(?!take-back)|pause\.long|lost\.which|wishes\.crisis\.)|menu:door)/u;

function leaves(node: unknown, key: string): [string, string][] {
  if (typeof node === 'string') return [[key, node]];
  return Object.entries(node as object).flatMap(([name, value]) =>
    leaves(value, key.endsWith(':') ? `${key}${name}` : `${key}.${name}`),
  );
}

const textsOf = (language: string) =>
  new Map(namespaces.flatMap((name) => leaves(testLocales().namespace(language, name), `${name}:`)));
const placeholders = (message: string) =>
  [...message.matchAll(/\{\{(\w+)\}\}/gu)].map((match) => match[1]).sort();

describe('texts of joining, the own hand and the menu', () => {
  test('both languages have the same keys and placeholders', () => {
    const [zh, en] = languages.map(textsOf) as [Map<string, string>, Map<string, string>];
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort());
    for (const [key, message] of zh)
      expect([...new Set(placeholders(en.get(key)!))], key).toEqual([...new Set(placeholders(message))]);
  });

  test.each(languages)(
    'nothing tells what this is about, but where it must be said plainly (%s)',
    (language) => {
      for (const [key, message] of textsOf(language)) {
        if (!plainSpeech.includes(key)) expect(telling.exec(message)?.[0], key).toBeUndefined();
      }
    },
  );

  test.each(languages)('labels fit a button (%s)', (language) => {
    const labels = [...textsOf(language)].filter(([key]) => buttons.test(key));
    expect(labels.length).toBeGreaterThan(40);
    for (const [key, message] of labels)
      expect(Array.from(message).length, `${key} ${message}`).toBeLessThanOrEqual(12);
  });

  test.each(languages)('who can compel, who reads and what must be reported is said (%s)', (language) => {
    const readers = textsOf(language).get('onboarding:readers')!;
    const must =
      language === 'en'
        ? [/police/iu, /law/iu, /company/iu, /report/iu]
        : [/公安/u, /依法/u, /公司/u, /上报/u];
    for (const word of must) expect(readers).toMatch(word);
  });
});
