/**
 * Trains the weight table of flows/crisis/triage from labelled files and writes it, with its provenance.
 *
 *   node scripts/run-ts.mjs scripts/train-triage.ts --date 2026-11-21 --out flows/crisis/triage/weights.ts FILE…
 *   node scripts/run-ts.mjs scripts/train-triage.ts --check kfold FILE…      (or `--check source`)
 *
 * A file is tab-separated with a header line; `label` and `text` are its columns, `source` may be one. Labels `crisis`
 * and `risk` are danger, all others are not; rows with source `synthetic` count a third. `--check` trains without a part
 * (a fifth of the rows, or one source) and judges that part. Prints numbers, never a text.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { BUCKETS, featuresOf, type Features } from '../flows/crisis/triage/features.js';
import { judge } from '../flows/crisis/triage/judge.js';
import { blankFigures, findHits } from '../flows/crisis/triage/match.js';
import type { WeightTable } from '../flows/crisis/triage/model.js';
import { normalise, type PlainText } from '../flows/crisis/triage/normalise.js';

interface Row {
  file: string;
  label: string;
  source: string;
  plain: PlainText;
  features: Features;
  danger: 0 | 1;
  weight: number;
}

const SETTINGS = { seed: 7, rounds: 15, rate: 0.3, decay: 1e-4, dangerWeight: 3, syntheticWeight: 1 / 3 };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** A small seeded generator (mulberry32): the same seed trains the same table. */
const randomFrom = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
};

const LONG = 200;

/** A long text without danger is cut into its sentences, so that the table sees short calm ones of that kind too. */
const piecesOf = (text: string, danger: number): string[] =>
  danger === 1 || text.length < LONG
    ? [text]
    : text.split(/(?<=[.!?。！？])\s*/).filter((piece) => piece.length > 8);

const readRows = (file: string): Row[] => {
  const [header = '', ...lines] = readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '');
  const columns = header.split('\t');
  const column = (name: string): number => columns.indexOf(name);
  if (column('label') < 0 || column('text') < 0) {
    throw new Error(
      `expected columns label and text at the first line of ${path.basename(file)}, got others; fix the header`,
    );
  }
  return lines.flatMap((line) => {
    const cells = line.split('\t');
    const label = cells[column('label')] ?? '';
    const source = cells[column('source')] ?? '';
    const danger = label === 'crisis' || label === 'risk' ? 1 : 0;
    const weight = source === 'synthetic' ? SETTINGS.syntheticWeight : 1;
    return piecesOf(cells[column('text')] ?? '', danger).map((piece) => {
      const plain = normalise(piece);
      const text = blankFigures(plain.text);
      const features = featuresOf(text, findHits(text));
      return { file: path.basename(file), label, source, plain, features, danger, weight };
    });
  });
};

const shuffle = (order: Uint32Array, random: () => number): void => {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    const kept = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = kept;
  }
};

/** Logistic regression by AdaGrad: rare features keep large steps. */
class Trainer {
  private readonly weights = new Float64Array(BUCKETS);
  private readonly squares = new Float64Array(BUCKETS).fill(1e-8);
  private bias = -2;
  private biasSquares = 1e-8;

  learn({ features: { grams, rules }, danger, weight }: Row): void {
    const share = 1 / Math.sqrt(Math.max(1, grams.length));
    let score = this.bias;
    for (const bucket of grams) score += (this.weights[bucket] ?? 0) * share;
    for (const bucket of rules) score += this.weights[bucket] ?? 0;
    const error = (1 / (1 + Math.exp(-score)) - danger) * weight * (danger === 1 ? SETTINGS.dangerWeight : 1);
    for (const bucket of grams) this.step(bucket, error * share);
    for (const bucket of rules) this.step(bucket, error);
    this.biasSquares += error * error;
    this.bias -= (SETTINGS.rate * error) / Math.sqrt(this.biasSquares);
  }

  private step(bucket: number, slope: number): void {
    const gradient = slope + SETTINGS.decay * (this.weights[bucket] ?? 0);
    const squares = (this.squares[bucket] ?? 0) + gradient * gradient;
    this.squares[bucket] = squares;
    this.weights[bucket] = (this.weights[bucket] ?? 0) - (SETTINGS.rate * gradient) / Math.sqrt(squares);
  }

  /** The table in signed bytes. */
  quantised(): WeightTable {
    const largest = this.weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-9);
    const scale = Number((largest / 127).toPrecision(6));
    return {
      bias: Number(this.bias.toFixed(4)),
      scale,
      table: Int8Array.from(this.weights, (weight) => Math.round(weight / scale)),
    };
  }
}

const train = (rows: readonly Row[]): WeightTable => {
  const trainer = new Trainer();
  const random = randomFrom(SETTINGS.seed);
  const order = Uint32Array.from(rows.keys());
  for (let round = 0; round < SETTINGS.rounds; round += 1) {
    shuffle(order, random);
    for (const index of order) {
      const row = rows[index];
      if (row !== undefined) trainer.learn(row);
    }
  }
  return trainer.quantised();
};

/** Splits rows into parts that are judged by a table that has not seen them. */
const partsOf = (rows: readonly Row[], by: string): Map<string, Row[]> => {
  const random = randomFrom(SETTINGS.seed + 1);
  const sources = [...new Set(rows.map((row) => row.source))].filter((source) => source !== '');
  const parts = new Map<string, Row[]>();
  for (const row of rows) {
    const chance = Math.floor(random() * (by === 'source' ? sources.length : 5));
    const part = by === 'source' ? row.source || (sources[chance] ?? '') : String(chance);
    parts.set(part, [...(parts.get(part) ?? []), row]);
  }
  return parts;
};

const check = (rows: readonly Row[], by: string): void => {
  const counts = new Map<string, number[]>();
  for (const part of partsOf(rows, by).values()) {
    const held = new Set(part);
    const weights = train(rows.filter((row) => !held.has(row)));
    for (const row of part) {
      const { level } = judge(row.plain, undefined, weights);
      const none = judge(row.plain, undefined, { bias: -1, scale: 0, table: new Int8Array(BUCKETS) }).level;
      for (const name of [`${row.file} ${row.label}`, `${row.file} ${row.label} ${row.source}`]) {
        const count = counts.get(name) ?? [0, 0, 0, 0];
        counts.set(
          name,
          count.map((n, i) => n + Number([true, level >= 1, level >= 2, none >= 1][i])),
        );
      }
    }
  }
  const share = (count: number, all: number): string => `${((100 * count) / all).toFixed(1)} %`.padStart(8);
  say('held out by ' + by + ': rows, level >= 1, level >= 2, rules alone >= 1');
  for (const [name, [all = 0, one = 0, two = 0, rules = 0]] of [...counts].sort()) {
    say(
      `${name.padEnd(60)}${String(all).padStart(6)}${share(one, all)}${share(two, all)}${share(rules, all)}`,
    );
  }
};

const fileOf = (
  weights: WeightTable,
  files: readonly string[],
  rows: readonly Row[],
  date: string,
): string => {
  const names = files.map((file) => path.basename(file));
  const table = Buffer.from(weights.table.buffer).toString('base64');
  const command = `node scripts/run-ts.mjs scripts/train-triage.ts --date ${date} --out flows/crisis/triage/weights.ts ${names.join(' ')}`;
  return `/**
 * Made by scripts/train-triage.ts; do not edit. Hashed n-grams of one to three characters and rule names, one signed byte
 * a bucket (base64): no text can be read back. Train again when a rule is renamed, added or rewritten.
 *
 * Trained ${date} on ${rows.length} rows (${rows.filter((row) => row.danger === 1).length} of danger) of ${names.join(', ')}:
 * qiuhuachuan/PsyGUARD (MIT), thu-coai/CDial-GPT (MIT), thu-coai/COLDataset (Apache-2.0), thea-kramer/alcprint-simulation
 * (MIT) and sentences of our own (Apache-2.0, this repository); synthetic rows count a third, own sentences in full.
 * Settings ${JSON.stringify(SETTINGS).replaceAll('"', '').replaceAll(',', ', ')}.
 * ${command}
 */
export const WEIGHTS = {
  bias: ${weights.bias},
  scale: ${weights.scale},
  table:
    '${table}',
};
`;
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, check: { type: 'string' }, date: { type: 'string' } },
});
const rows = positionals.flatMap(readRows);
if (rows.length === 0) throw new Error('expected labelled files as arguments, got none; name at least one');
if (values.check !== undefined) check(rows, values.check);
if (values.out !== undefined) {
  if (values.date === undefined)
    throw new Error('expected --date YYYY-MM-DD with --out, got none; add the day of training');
  writeFileSync(values.out, fileOf(train(rows), positionals, rows, values.date));
  say(`${rows.length} rows, table written`);
}
