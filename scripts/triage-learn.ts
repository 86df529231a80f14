/** Logistic regression over the features of the triage. */
import { BUCKETS, type Features } from '../flows/crisis/triage/features.js';
import type { WeightTable } from '../flows/crisis/triage/model.js';
import { randomFrom } from './triage-grammar.js';
import { pairsOf, type Row } from './triage-rows.js';

/**
 * How the table is trained; written into its provenance. `cost` is how dear an error is beside a plain table; what fewer
 * than `leastGroups` groups of near-copies hold weighs nothing; `shares` is what a row weighs by its file, `penShare` one of our
 * own writers, who hint far more than people do: what people really wrote comes first. `pairs` is the file whose lines are also
 * learned two by two.
 */
export const SETTINGS = {
  seed: 7,
  rounds: 20,
  cost: 8,
  dangerWeight: 1.6,
  ruleShare: 0.2,
  leastGroups: 5,
  penShare: 0.5,
  pairs: 'zh_chitchat_lccc.tsv',
  shares: { zh_psysuicide_valid: 6, zh_chitchat_lccc: 4, zh_offensive_cold: 2 },
};

const shareOf = ({ file, source }: Row): number => {
  const shares: Readonly<Record<string, number>> = SETTINGS.shares;
  return shares[file.replace(/\.tsv$/, '')] ?? (source.startsWith('pen-') ? SETTINGS.penShare : 1);
};

const shuffle = (order: Uint32Array, random: () => number): void => {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    const kept = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = kept;
  }
};

const bucketsOf = ({ grams, classes, rules }: Features): number[] => [...grams, ...classes, ...rules];

/** In how many groups of near-copies each bucket was seen. */
const countGroups = (rows: readonly Row[]): Uint32Array => {
  const seen = new Uint32Array(BUCKETS);
  const groups = new Map<string, Set<number>>();
  for (const { features, group } of rows) {
    const buckets = groups.get(group) ?? new Set();
    for (const bucket of bucketsOf(features)) buckets.add(bucket);
    groups.set(group, buckets);
  }
  for (const buckets of groups.values()) for (const bucket of buckets) seen[bucket] = (seen[bucket] ?? 0) + 1;
  return seen;
};

const USUAL = { gram: 8, class: 2.5 };

/** What a bucket weighs before anything is learned: the rarer, the more; seen too seldom, nothing. */
const raritiesOf = (rows: readonly Row[]): Float64Array => {
  const rarity = new Float64Array(BUCKETS);
  const seen = countGroups(rows);
  const set = (buckets: Iterable<number>, of: (idf: number) => number): void => {
    for (const bucket of buckets) {
      const count = seen[bucket] ?? 0;
      if (count >= SETTINGS.leastGroups) rarity[bucket] ||= of(Math.log(1 + rows.length / count));
    }
  };
  for (const { features } of rows) {
    set(features.rules, () => SETTINGS.ruleShare);
    set(features.classes, (idf) => Math.sqrt(idf) / USUAL.class);
    set(features.grams, (idf) => idf / USUAL.gram);
  }
  return rarity;
};

/** One row as a sparse vector, its class as a sign, what an error in it costs, and its dual variable. */
interface Example {
  buckets: Uint32Array;
  values: Float64Array;
  square: number;
  sign: 1 | -1;
  cost: number;
  dual: number;
}

const exampleOf = (row: Row, rarity: Float64Array): Example => {
  const { grams, classes, rules } = row.features;
  const parts: [Uint32Array, number][] = [
    [grams, 1 / Math.sqrt(Math.max(1, grams.length))],
    [classes, 1 / Math.sqrt(Math.max(1, classes.length))],
    [rules, 1],
  ];
  const values = Float64Array.from(
    parts.flatMap(([buckets, share]) => Array.from(buckets, (bucket) => share * (rarity[bucket] ?? 0))),
  );
  const cost = SETTINGS.cost * shareOf(row) * row.weight * (row.danger === 1 ? SETTINGS.dangerWeight : 1);
  return {
    buckets: Uint32Array.from(bucketsOf(row.features)),
    values,
    square: values.reduce((sum, value) => sum + value * value, 1),
    sign: row.danger === 1 ? 1 : -1,
    cost,
    dual: 0,
  };
};

const NEWTON_STEPS = 25;
const NEAR_ENOUGH = 1e-3;
const FLAT = 30;

/** The dual variable that is best for one row while all others stay: the root of a rising function, by Newton steps. */
const bestDual = (margin: number, { square, cost, dual }: Example): number => {
  let [low, high] = [-FLAT, FLAT];
  const share = Math.min(Math.max(dual / cost, 1e-9), 1 - 1e-9);
  let at = Math.log(share / (1 - share));
  for (let step = 0; step < NEWTON_STEPS; step += 1) {
    const chance = 1 / (1 + Math.exp(-at));
    const value = at + margin + square * (cost * chance - dual);
    if (Math.abs(value) < NEAR_ENOUGH) break;
    if (value > 0) high = at;
    else low = at;
    const next = at - value / (1 + square * cost * chance * (1 - chance));
    at = next > low && next < high ? next : (low + high) / 2;
  }
  return cost / (1 + Math.exp(-at));
};

/** Dual coordinate descent (Yu, Huang, Lin 2011): each step is the best for its row, no rate to choose. */
class Trainer {
  private readonly weights = new Float64Array(BUCKETS);
  private bias = 0;

  learn(example: Example): void {
    const { buckets, values, sign, dual } = example;
    let score = this.bias;
    for (let i = 0; i < buckets.length; i += 1)
      score += (this.weights[buckets[i] ?? 0] ?? 0) * (values[i] ?? 0);
    example.dual = bestDual(score * sign, example);
    const step = (example.dual - dual) * sign;
    for (let i = 0; i < buckets.length; i += 1) {
      const bucket = buckets[i] ?? 0;
      this.weights[bucket] = (this.weights[bucket] ?? 0) + step * (values[i] ?? 0);
    }
    this.bias += step;
  }

  /** The table in signed bytes; `rarity` is what a text of its own does not know. */
  quantised(rarity: Float64Array): WeightTable {
    const told = this.weights.map((weight, bucket) => weight * (rarity[bucket] ?? 0));
    const largest = told.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-9);
    const scale = Number((largest / 127).toPrecision(6));
    return {
      bias: Number(this.bias.toFixed(4)),
      scale,
      table: Int8Array.from(told, (weight) => Math.round(weight / scale)),
    };
  }
}

/** The table that these rows teach; the same rows teach the same table. */
export const train = (labelled: readonly Row[]): WeightTable => {
  const rows = [...labelled, ...pairsOf(labelled, ({ file }) => file === SETTINGS.pairs)];
  const trainer = new Trainer();
  const random = randomFrom(SETTINGS.seed);
  const order = Uint32Array.from(rows.keys());
  const rarity = raritiesOf(labelled);
  const examples = rows.map((row) => exampleOf(row, rarity));
  for (let round = 0; round < SETTINGS.rounds; round += 1) {
    shuffle(order, random);
    for (const index of order) {
      const example = examples[index];
      if (example !== undefined) trainer.learn(example);
    }
  }
  return trainer.quantised(rarity);
};
