import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { variants } from '../../flows/crisis/variants.js';
import { languages } from '../../locales/languages.js';
import { reviewProblems, sectionsNow } from '../../locales/review.js';
import { localeProblems } from '../../locales/parity.js';
import { packageRoot } from '../../prisma/package-root.js';
import { testLocales } from '../../test/support/context.js';

/** Every text of a namespace by its path. */
function textsOf(locale: string, namespace: string): Map<string, string> {
  const texts = new Map<string, string>();
  const walk = (node: unknown, path: string): void => {
    if (typeof node === 'string') texts.set(path, node);
    else
      for (const [key, value] of Object.entries(node as object))
        walk(value, path === '' ? key : `${path}.${key}`);
  };
  walk(testLocales().namespace(locale, namespace), '');
  return texts;
}

const namespaces = ['crisis', 'help', 'card'] as const;

/** Words that no text of the crisis path may hold (`docs/domain.md` §5), and why. */
const forbidden: readonly (readonly [string, RegExp])[] = [
  [
    'method',
    /割腕|跳楼|上吊|烧炭|农药|安眠药|吞药|绳子|刀片|\bhang(ed|ing)\b|razor|\brope\b|\bpills?\b|charcoal|wrist/iu,
  ],
  [
    'blame',
    /自作自受|都怪你|你应该|你不该|早知道|丢人|没出息|自私|\byour (own )?fault(?<!not your fault)\b|selfish|should have|ashamed/iu,
  ],
  ['diagnosis', /抑郁症|精神病|人格障碍|成瘾者|瘾君子|\baddict|mentally ill|you are depressed|disorder/iu],
  [
    'promised secrecy',
    /保密|不会告诉任何人|谁也不说|绝不外传|keep (it|this) (a )?secret|between us|won't tell anyone|confidential/iu,
  ],
  ['the verb', /commit(s|ted)? suicide|自杀身亡/iu],
  [
    'claims to be human',
    /我是(真)?人|我是(社工|医生|志愿者)|\bI(’|')?m (a )?(human|person|doctor|social worker|here for you)\b/iu,
  ],
  [
    'around the clock',
    /24\s*小时|全天|随时都有人|24\s*[/x-]?\s*7|24 hours|around the clock|any time of day/iu,
  ],
  ['dose', /毫克|片药|\bmg\b|减半|double the dose/iu],
  ['threat', /否则|后果自负|or else|consequences/iu],
  ['the worst words in what the bot says', /自杀|去死|suicide|kill yourself/iu],
];

describe.each(namespaces)('texts of %s', (namespace) => {
  test('exist in both languages with the same placeholders', () => {
    const [first, ...others] = languages.map((locale) => textsOf(locale, namespace));
    for (const other of others) {
      expect([...other.keys()].sort()).toEqual([...first!.keys()].sort());
      for (const [path, text] of first!) {
        const holders = (one: string) => [...one.matchAll(/\{\{(\w+)\}\}/gu)].map((match) => match[1]).sort();
        expect(holders(other.get(path) ?? ''), path).toEqual(holders(text));
      }
    }
  });

  test.each(languages)('hold none of the words that must not occur (%s)', (locale) => {
    for (const [path, text] of textsOf(locale, namespace)) {
      for (const [why, pattern] of forbidden) {
        const said = text.replaceAll('This is not your fault', '').replaceAll('这不是你的错', '');
        expect(pattern.test(said), `${locale} ${namespace}:${path} (${why}): ${text}`).toBe(false);
      }
    }
  });

  test.each(languages)('have buttons of at most 12 characters (%s)', (locale) => {
    for (const [path, text] of textsOf(locale, namespace)) {
      if (/^(?!review).*\bbutton\./u.test(path) || /^tell\.(yes|no)$/u.test(path))
        expect(text.length, path).toBeLessThanOrEqual(12);
    }
  });
});

describe('the lint itself', () => {
  test.each([
    ['method', '先把刀片收起来'],
    ['blame', '这都怪你'],
    ['diagnosis', '你得了抑郁症'],
    ['promised secrecy', 'I will keep this a secret'],
    ['the verb', 'people who commit suicide'],
    ['claims to be human', '我是社工小林'],
    ['around the clock', '24小时都有人接'],
    ['dose', '先吃 5 毫克'],
  ])('finds %s', (why, text) => {
    expect(forbidden.find(([name]) => name === why)?.[1].test(text)).toBe(true);
  });
});

const folder = path.join(packageRoot(), 'locales');

describe('numbers', () => {
  test('stand in the hotlines alone, and in no text', () => {
    expect(localeProblems(folder)).toEqual([]);
  });

  test.each(['打 120 就行', '打 (999)', 'ring 2389 2222', '0800-770-885'])(
    'control: %s in a text is found, a count is not',
    (said) => {
      const copy = mkdtempSync(path.join(os.tmpdir(), 'numbers-'));
      try {
        cpSync(folder, copy, { recursive: true });
        for (const language of languages) {
          const file = path.join(copy, language, 'help.yaml');
          writeFileSync(file, `${readFileSync(file, 'utf8')}new: '${said}'\nold: 'in 1200 or 13800000000'\n`);
        }
        const problems = localeProblems(copy).map((problem) => problem.split(': ')[0]);
        expect(problems).toEqual(languages.map(() => 'help:new'));
      } finally {
        rmSync(copy, { recursive: true });
      }
    },
  );
});

describe('review', () => {
  test('every section names its reader, or that there is none yet, and the day of its last change', () => {
    expect(reviewProblems(folder)).toEqual([]);
    expect(sectionsNow(folder).size).toBeGreaterThan(15);
  });

  test('control: a changed letter, a new section and one that is gone are each found', () => {
    const copy = mkdtempSync(path.join(os.tmpdir(), 'review-'));
    try {
      cpSync(folder, copy, { recursive: true });
      const file = path.join(copy, 'en/help.yaml');
      writeFileSync(file, `${readFileSync(file, 'utf8').replace('For help', 'For hlep')}new: one\n`);
      const chinese = path.join(copy, 'zh-CN/help.yaml');
      writeFileSync(chinese, `${readFileSync(chinese, 'utf8')}new: 新\n`);
      const list = path.join(copy, 'review.yaml');
      writeFileSync(
        list,
        `${readFileSync(list, 'utf8')}'crisis:gone': { by: null, 'on': '2026-11-22', of: 'x' }\n`,
      );
      const names = reviewProblems(copy).map((problem) => problem.split(': ')[0]);
      expect(names).toEqual(['help:line', 'help:new', 'crisis:gone']);
    } finally {
      rmSync(copy, { recursive: true });
    }
  });

  test.each(languages)('every variant has a card for every urgency and audience (%s)', (locale) => {
    for (const urgency of ['now', 'soon'])
      for (const audience of ['self', 'other'])
        for (const variant of variants)
          expect(testLocales().has(`crisis:card.${urgency}.${audience}.${variant}`, locale)).toBe(true);
  });
});
