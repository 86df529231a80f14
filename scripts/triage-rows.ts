/** Labelled files and grammars as rows to train the triage on. Prints nothing. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { featuresOf, type Features } from '../flows/crisis/triage/features.js';
import { blankFigures, findHits } from '../flows/crisis/triage/match.js';
import { normalise } from '../flows/crisis/triage/normalise.js';
import type { PlainText } from '../flows/crisis/triage/plain-text.js';
import { grow } from './triage-grammar.js';

/** One text, ready to learn from. Rows of one `group` are near-copies and stay together when parts are held out. */
export interface Row {
  file: string;
  label: string;
  source: string;
  group: string;
  plain: PlainText;
  features: Features;
  danger: 0 | 1;
  weight: number;
}

const SYNTHETIC = 1 / 3;
const LONG = 200;

/** A long text without danger is cut into its sentences, so that the table sees short calm ones of that kind too. */
const piecesOf = (text: string, danger: number): string[] =>
  danger === 1 || text.length < LONG
    ? [text]
    : text.split(/(?<=[.!?。！？])\s*/).filter((piece) => piece.length > 8);

const RUN = 6;

/** The least hash of all runs of six characters: texts that share most of their wording mostly share it. */
const groupOf = (text: string): string => {
  let least = Number.MAX_SAFE_INTEGER;
  for (let from = 0; from + RUN <= Math.max(RUN, text.length); from += 1) {
    let hash = 0;
    for (let i = from; i < from + RUN; i += 1) hash = (Math.imul(hash, 31) + (text.charCodeAt(i) || 0)) | 0;
    least = Math.min(least, Math.imul(hash, 0x9e3779b1) >>> 0);
  }
  return String(least);
};

const rowOf = (
  file: string,
  label: string,
  source: string,
  text: string,
  weight: number,
  group?: string,
): Row => {
  const plain = normalise(text);
  const blanked = blankFigures(plain.text);
  const features = featuresOf(blanked, findHits(blanked));
  const danger = label === 'crisis' || label === 'risk' ? 1 : 0;
  return { file, label, source, group: group ?? groupOf(plain.text), plain, features, danger, weight };
};

/**
 * Every two lines of chat as one more row: chat is short, danger seldom is, and without them a long calm text would be like
 * nothing that the table has seen.
 */
export const pairsOf = (rows: readonly Row[], isChat: (row: Row) => boolean): Row[] => {
  const lines = rows.filter(isChat);
  return lines.flatMap(({ file, plain, weight }, at) => {
    const next = lines[at + 1];
    if (at % 2 === 1 || next === undefined) return [];
    return [rowOf(file, 'neutral', 'pair', `${plain.text}，${next.plain.text}`, weight)];
  });
};

/** What a row says: its `label`, or what the levels `least` and `most` of a test sentence come to; '' for no telling. */
const labelOf = (cell: (title: string) => string): string => {
  if (cell('least') === '') return cell('label');
  return Number(cell('least')) > 0 ? 'risk' : Number(cell('most')) === 0 ? 'neutral' : '';
};

const rowsOfTable = (file: string, name: string): Row[] => {
  const [header = '', ...lines] = readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '');
  const columns = header.split('\t');
  if (!columns.includes('text') || !(columns.includes('label') || columns.includes('least')))
    throw new Error(
      `expected columns label and text at the first line of ${name}, got others; fix the header`,
    );
  return lines.flatMap((line) => {
    const cells = line.split('\t');
    const cell = (title: string): string => cells[columns.indexOf(title)] ?? '';
    const label = labelOf(cell);
    if (label === '') return [];
    const weight = cell('source') === 'synthetic' ? SYNTHETIC : 1;
    return piecesOf(cell('text'), Number(label === 'crisis' || label === 'risk')).map((piece) =>
      rowOf(name, label, cell('source'), piece, weight),
    );
  });
};

const rowsOfGrammar = (file: string, name: string): Row[] => {
  const grown = grow(readFileSync(file, 'utf8'));
  const counts = new Map<string, number>();
  for (const { template } of grown) counts.set(template, (counts.get(template) ?? 0) + 1);
  return grown.map(({ label, text, template }) =>
    rowOf(name, label, 'grown', text, 1 / Math.sqrt(counts.get(template) ?? 1), template),
  );
};

/** What says how danger sounds (cards, the help menu) or talks to the operator is no example of calm. */
const NOT_CALM = new Set(['crisis.yaml', 'help.yaml', 'cli.yaml', 'words.yaml', 'hotlines.yaml']);

const LANGUAGES = new Set(['zh-CN', 'en']);

const leavesOf = (tree: unknown): string[] =>
  typeof tree === 'string'
    ? [tree]
    : tree !== null && typeof tree === 'object'
      ? Object.values(tree).flatMap(leavesOf)
      : [];

/** Our own texts: whatever the bot itself says is calm. */
const rowsOfLocales = (folder: string): Row[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (file) =>
        file.endsWith('.yaml') && !NOT_CALM.has(path.basename(file)) && LANGUAGES.has(path.dirname(file)),
    )
    .sort()
    .flatMap((file) => leavesOf(parse(readFileSync(path.join(folder, file), 'utf8'))))
    .map((text) => rowOf('locales', 'neutral', 'own', text.replaceAll(/\{\{.*?\}\}/g, ''), 1));

/** The rows of a tab-separated file (columns `label`, `text`, perhaps `source`), a grammar or the folder of our texts. */
export const readRows = (file: string): Row[] => {
  const name = path.basename(file);
  if (statSync(file).isDirectory()) return rowsOfLocales(file);
  return name.endsWith('.grammar') ? rowsOfGrammar(file, name) : rowsOfTable(file, name);
};
