/**
 * How well and how fast the crisis triage judges labelled text: `npm run bench -- triage FILE…`.
 *
 * A file is tab-separated with a header line that names `label` and `text` (and perhaps `source`). Prints, label by
 * label, how many rows were raised, beside what a bare list of words finds, and the time a message takes. Never prints a text.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { triage } from '../flows/crisis/triage/index.js';
import { hasPlainWord } from './support/plain-words.js';

interface Row {
  label: string;
  source: string;
  text: string;
}

interface Tally {
  rows: number;
  plain: number;
  atLeast: [one: number, two: number, three: number];
}

const LONG = 4_000;
const LONG_SAMPLES = 2_000;
const WARM_UP = 300;

const say = (line = ''): void => void process.stdout.write(`${line}\n`);

const readRows = (file: string): Row[] => {
  const [header = '', ...lines] = readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '');
  const columns = header.split('\t');
  const [label, source, text] = ['label', 'source', 'text'].map((name) => columns.indexOf(name));
  if (label === undefined || text === undefined || label < 0 || text < 0) {
    throw new Error(
      `expected columns label and text in line 1 of ${path.basename(file)}, got others; fix the header`,
    );
  }
  return lines.map((line) => {
    const cells = line.split('\t');
    return { label: cells[label] ?? '', source: cells[source ?? -1] ?? '', text: cells[text] ?? '' };
  });
};

const tallyBy = (rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Tally> => {
  const tallies = new Map<string, Tally>();
  for (const row of rows) {
    const { level } = triage(row.text);
    const tally = tallies.get(keyOf(row)) ?? { rows: 0, plain: 0, atLeast: [0, 0, 0] };
    tally.rows += 1;
    if (hasPlainWord(row.text)) tally.plain += 1;
    for (const i of [0, 1, 2] as const) if (level > i) tally.atLeast[i] += 1;
    tallies.set(keyOf(row), tally);
  }
  return new Map([...tallies].sort());
};

const percent = (part: number, all: number): string =>
  `${((100 * part) / Math.max(1, all)).toFixed(1)} %`.padStart(9);

const printTallies = (rows: readonly Row[]): void => {
  say(
    `${'label'.padEnd(34)}${'rows'.padStart(7)}${'level>=1'.padStart(9)}${'level>=2'.padStart(9)}${'level 3'.padStart(9)}${'words'.padStart(9)}`,
  );
  const print = (tallies: Map<string, Tally>): void => {
    for (const [key, { rows: all, plain, atLeast }] of tallies) {
      const shares = [...atLeast, plain].map((n) => percent(n, all)).join('');
      say(`${key.padEnd(34)}${String(all).padStart(7)}${shares}`);
    }
  };
  print(tallyBy(rows, (row) => row.label));
  if (rows.some((row) => row.source !== '')) print(tallyBy(rows, (row) => `  ${row.label} / ${row.source}`));
};

const timesOf = (texts: readonly string[]): number[] => {
  for (const text of texts.slice(0, WARM_UP)) triage(text);
  const times = texts.map((text) => {
    const from = performance.now();
    triage(text);
    return performance.now() - from;
  });
  return times.sort((a, b) => a - b);
};

const quantile = (sorted: readonly number[], share: number): string =>
  `${(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(3)} ms`;

const printTimes = (name: string, texts: readonly string[]): void => {
  const times = timesOf(texts);
  say(
    `${name}: median ${quantile(times, 0.5)}, p99 ${quantile(times, 0.99)}, p99.9 ${quantile(times, 0.999)}, ${times.length} messages`,
  );
};

/** Messages of 4,000 characters, joined from the rows, beginning at ever another row. */
const longTexts = (texts: readonly string[]): string[] => {
  const all = texts.join('。');
  if (all === '') return [];
  const enough = all.repeat(Math.ceil((2 * LONG) / all.length));
  const step = Math.max(1, Math.floor((enough.length - LONG) / LONG_SAMPLES));
  return Array.from({ length: LONG_SAMPLES }, (_, i) => {
    const from = (i * step) % (enough.length - LONG);
    return enough.slice(from, from + LONG);
  });
};

const HELP = `npm run bench -- triage FILE…

Judges labelled files (tab-separated, a header line with the columns label and text, perhaps source) and prints, label by
label, how many rows reach each level, how many a bare list of words would raise ("words"), and the time a message
takes. No text is printed.
`;

const measure = (file: string, rows: readonly Row[]): void => {
  const texts = rows.map((row) => row.text);
  say(`== ${path.basename(file)}`);
  printTallies(rows);
  printTimes('as they are', texts);
  printTimes('4,000 characters', longTexts(texts));
  say();
};

const main = (args: readonly string[]): number => {
  if (args.includes('--help') || args.includes('-h')) {
    say(HELP);
    return 0;
  }
  if (args.length === 0) {
    process.stderr.write(`expected labelled files as arguments, got none; name one\n\n${HELP}`);
    return 2;
  }
  try {
    for (const file of args) measure(file, readRows(file));
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
};

process.exitCode = main(process.argv.slice(2));
