/**
 * Trains the weight table of flows/crisis/triage from labelled files and writes it, with its provenance.
 *
 *   node scripts/run-ts.mjs scripts/train-triage.ts --date 2026-11-21 --out flows/crisis/triage/weights.ts FILE…
 *   node scripts/run-ts.mjs scripts/train-triage.ts --check kfold FILE…      (or `--check source`)
 *
 * A file is tab-separated with a header line (`label` and `text` are its columns, `source` may be one) or a grammar of
 * our own (`.grammar`, see triage-grammar.ts). Labels `crisis` and `risk` are danger, all others are not; rows with source
 * `synthetic` count a third. `--check` trains without a part (a fifth of the groups of near-copies, or one source) and
 * judges that part. `--held FILE` is judged by the table of all rows and never trained on. Prints numbers, never a text.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { BUCKETS } from '../flows/crisis/triage/features.js';
import { judge } from '../flows/crisis/triage/judge.js';
import { packWeights, type WeightTable } from '../flows/crisis/triage/model.js';
import { randomFrom } from './triage-grammar.js';
import { SETTINGS, train } from './triage-learn.js';
import { readRows, type Row } from './triage-rows.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const FOLDS = 5;
const NO_WEIGHTS: WeightTable = { bias: -1, scale: 0, table: new Int8Array(BUCKETS) };

/** Which part each row belongs to: near-copies together, by chance or by source. */
const partOf = (rows: readonly Row[], by: string): ((row: Row) => string) => {
  const random = randomFrom(SETTINGS.seed + 1);
  const sources = [...new Set(rows.map((row) => row.source))].filter((source) => source !== '');
  const parts = new Map<string, string>();
  return (row) => {
    if (by === 'source' && row.source !== '') return row.source;
    const part = parts.get(row.group) ?? String(Math.floor(random() * FOLDS));
    parts.set(row.group, part);
    return by === 'source' ? (sources[Number(part) % sources.length] ?? part) : part;
  };
};

type Counts = Map<string, [rows: number, one: number, two: number, rules: number]>;

const count = (counts: Counts, row: Row, weights: WeightTable): void => {
  const { level } = judge(row.plain, undefined, weights);
  const ruled = judge(row.plain, undefined, NO_WEIGHTS).level;
  for (const name of [`${row.file} ${row.label}`, `${row.file} ${row.label} ${row.source}`]) {
    const [rows, one, two, rules] = counts.get(name) ?? [0, 0, 0, 0];
    counts.set(name, [
      rows + 1,
      one + Number(level >= 1),
      two + Number(level >= 2),
      rules + Number(ruled >= 1),
    ]);
  }
};

const print = (title: string, counts: Counts): void => {
  const share = (part: number, all: number): string => `${((100 * part) / all).toFixed(2)} %`.padStart(9);
  say(`${title}: rows, level >= 1, level >= 2, rules alone >= 1`);
  for (const [name, [all, one, two, rules]] of [...counts].sort()) {
    say(
      `${name.padEnd(60)}${String(all).padStart(6)}${share(one, all)}${share(two, all)}${share(rules, all)}`,
    );
  }
};

const check = (rows: readonly Row[], by: string): void => {
  const counts: Counts = new Map();
  const nameOf = partOf(rows, by);
  const named = rows.map((row) => ({ row, part: nameOf(row) }));
  for (const part of new Set(named.map((one) => one.part))) {
    const weights = train(named.filter((one) => one.part !== part).map(({ row }) => row));
    for (const one of named) if (one.part === part) count(counts, one.row, weights);
  }
  print(`held out by ${by}`, counts);
};

const fileOf = (
  weights: WeightTable,
  files: readonly string[],
  rows: readonly Row[],
  date: string,
): string => {
  const names = files.map((file) => path.basename(file));
  const packed = packWeights(weights);
  const command = `node scripts/run-ts.mjs scripts/train-triage.ts --date ${date} --out flows/crisis/triage/weights.ts ${names.join(' ')}`;
  return `/**
 * Made by scripts/train-triage.ts; do not edit. Hashed n-grams of characters, words, word classes and rule names, one
 * signed byte a bucket (see model.ts); what few texts hold weighs nothing: no text can be read back. Train again when a rule is renamed, added or rewritten.
 *
 * Trained ${date} on ${rows.length} rows (${rows.filter((row) => row.danger === 1).length} of danger) of ${names.join(', ')}:
 * qiuhuachuan/PsyGUARD (MIT), thu-coai/CDial-GPT (MIT), thu-coai/COLDataset (Apache-2.0), thea-kramer/alcprint-simulation
 * (MIT) and sentences and grammars of our own, the tables of scripts/triage-pens among them (Apache-2.0, this repository);
 * synthetic rows count a third.
 * Settings ${JSON.stringify(SETTINGS).replaceAll('"', '').replaceAll(',', ', ')}.
 * ${command}
 */
export const WEIGHTS = {
  bias: ${packed.bias},
  scale: ${packed.scale},
  buckets: ${packed.buckets},
  weights: ${packed.weights},
  table:
    '${packed.table}',
};
`;
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    check: { type: 'string' },
    date: { type: 'string' },
    held: { type: 'string', multiple: true, default: [] },
  },
});
const rows = positionals.flatMap(readRows);
if (rows.length === 0) throw new Error('expected labelled files as arguments, got none; name at least one');
if (values.check !== undefined) check(rows, values.check);
if (values.held.length > 0) {
  const [weights, counts]: [WeightTable, Counts] = [train(rows), new Map()];
  for (const row of values.held.flatMap(readRows)) count(counts, row, weights);
  print('never trained on', counts);
}
if (values.out !== undefined) {
  if (values.date === undefined)
    throw new Error('expected --date YYYY-MM-DD with --out, got none; add the day of training');
  writeFileSync(values.out, fileOf(train(rows), positionals, rows, values.date));
  say(`${rows.length} rows, table written`);
}
