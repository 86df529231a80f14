import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { triage } from './index.js';

const LOCALES = path.resolve(import.meta.dirname, '../../../locales');

/** All texts of a tree, with their path. */
const leavesOf = (tree: unknown, at: string): [where: string, text: string][] => {
  if (typeof tree === 'string') return [[at, tree]];
  if (tree === null || typeof tree !== 'object') return [];
  return Object.entries(tree).flatMap(([key, branch]) => leavesOf(branch, `${at}.${key}`));
};

const read = (file: string): unknown => parse(readFileSync(path.join(LOCALES, file), 'utf8'));

/** Says what danger is (cards, the help menu) or talks to the operator; nobody answers a question with it. */
const NOT_ANSWERS = new Set(['crisis.yaml', 'help.yaml', 'cli.yaml']);
const LABEL_LENGTH = { 'zh-CN': 12, en: 30 };

/** What may stand on a button: every short text without a slot. Option labels are among them. */
const labelsOf = (language: keyof typeof LABEL_LENGTH): [where: string, text: string][] =>
  readdirSync(path.join(LOCALES, language))
    .filter((file) => file.endsWith('.yaml') && !NOT_ANSWERS.has(file))
    .flatMap((file) => leavesOf(read(`${language}/${file}`), `${language}/${file}`))
    .filter(([, text]) => text.length <= LABEL_LENGTH[language] && !text.includes('{{'));

describe('the answers that the bot itself offers', () => {
  it.each(['zh-CN', 'en'] as const)('are level 0: every label of %s', (language) => {
    const labels = labelsOf(language);
    expect(labels.length).toBeGreaterThan(100);
    const raised = labels.filter(([, text]) => triage(text).level > 0);
    expect(raised).toEqual([]);
  });

  it('are level 0: every word of the word lists but the calls for help', () => {
    const { lists } = read('words.yaml') as { lists: Record<string, string[]> };
    // `indiscreet` holds words that no message of ours may show; a client who sends one may well mean it.
    const words = Object.entries(lists)
      .filter(([name]) => name !== 'help' && name !== 'indiscreet')
      .flatMap(([, list]) => list);
    expect(words.length).toBeGreaterThan(100);
    expect(words.filter((word) => triage(word).level > 0)).toEqual([]);
  });

  it.each([
    '累死了',
    '有点累',
    '还行',
    '不太好',
    '心情一般',
    '心里没底',
    'Not great',
    'Hard',
    'so so',
    'tired',
    '7',
  ])('is level 0: %s', (answer) => {
    expect(triage(answer).level).toBe(0);
  });

  it.each([
    '周三下午两点在社区活动室有小组活动，想来的回复1',
    '附近超市招理货员两名，包吃住，有意的联系社工',
    '周六有一场招聘会，欢迎参加，地点在街道办事处',
    '技能培训班开始报名了，名额有限，学完推荐工作',
    'There is a group on Wednesday at two in the community room, reply 1 to join',
    'The supermarket is hiring two shelf stackers, meals included',
  ])('leaves a notice about a group or a job alone: %s', (notice) => {
    expect(triage(notice).level).toBe(0);
  });
});
