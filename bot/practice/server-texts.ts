import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';

/** The page's own texts by dotted key, e.g. `clock.next`; `{{name}}` marks what is filled in. */
export type PageTexts = Readonly<Record<string, string>>;

/** {@link PageTexts} in both languages. */
export interface PracticeTexts {
  readonly 'zh-CN': PageTexts;
  readonly en: PageTexts;
}

/** Reads `practice.yaml` of both languages below `localesDir`. Rejects when one is missing or is not nested texts. */
export async function readPracticeTexts(localesDir: string): Promise<PracticeTexts> {
  const [zh, en] = await Promise.all([readTexts(localesDir, 'zh-CN'), readTexts(localesDir, 'en')]);
  return { 'zh-CN': zh, en };
}

async function readTexts(localesDir: string, language: string): Promise<PageTexts> {
  const file = path.join(localesDir, language, 'practice.yaml');
  const content: unknown = parse(await readFile(file, 'utf8'));
  return Object.fromEntries(flatten(content, '', `${language}/practice.yaml`));
}

function flatten(node: unknown, key: string, file: string): [string, string][] {
  if (typeof node === 'string') return [[key, node]];
  if (typeof node !== 'object' || node === null) {
    throw new Error(
      `expected a text or a group of texts at ${file} ${key}, got ${typeof node}; put it in quotes`,
    );
  }
  return Object.entries(node).flatMap(([name, child]) =>
    flatten(child, key === '' ? name : `${key}.${name}`, file),
  );
}
