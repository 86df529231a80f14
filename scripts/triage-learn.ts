/** Logistic regression over the features of the triage. */
import { BUCKETS } from '../flows/crisis/triage/features.js';
import type { WeightTable } from '../flows/crisis/triage/model.js';
import { randomFrom } from './triage-grammar.js';
import type { Row } from './triage-rows.js';

/** How the table is trained; written into its provenance. */
export const SETTINGS = {
  seed: 7,
  rounds: 14,
  rate: 0.25,
  decay: 2e-4,
  dangerWeight: 1.6,
  ruleDrop: 0.15,
  leastRows: 2,
};

const shuffle = (order: Uint32Array, random: () => number): void => {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    const kept = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = kept;
  }
};

/** AdaGrad: rare features keep large steps. */
class Trainer {
  private readonly weights = new Float64Array(BUCKETS);
  private readonly sums = new Float64Array(BUCKETS);
  private biasSum = 0;
  private kept = 0;
  private readonly squares = new Float64Array(BUCKETS).fill(1e-8);
  private readonly seen = new Uint32Array(BUCKETS);
  private bias = -2;
  private biasSquares = 1e-8;

  constructor(rows: readonly Row[]) {
    const groups = new Map<number, string>();
    for (const { features, group } of rows)
      for (const bucket of [...features.grams, ...features.classes, ...features.rules]) {
        if (groups.get(bucket) !== group) this.seen[bucket] = (this.seen[bucket] ?? 0) + 1;
        groups.set(bucket, group);
      }
  }

  learn({ features: { grams, classes, rules }, danger, weight }: Row, withRules: boolean): void {
    const [gramShare, classShare] = [
      1 / Math.sqrt(Math.max(1, grams.length)),
      1 / Math.sqrt(Math.max(1, classes.length)),
    ];
    let score = this.bias;
    for (const bucket of grams) score += (this.weights[bucket] ?? 0) * gramShare;
    for (const bucket of classes) score += (this.weights[bucket] ?? 0) * classShare;
    if (withRules) for (const bucket of rules) score += this.weights[bucket] ?? 0;
    const error = (1 / (1 + Math.exp(-score)) - danger) * weight * (danger === 1 ? SETTINGS.dangerWeight : 1);
    for (const bucket of grams) this.step(bucket, error * gramShare);
    for (const bucket of classes) this.step(bucket, error * classShare);
    if (withRules) for (const bucket of rules) this.step(bucket, error);
    this.biasSquares += error * error;
    this.bias -= (SETTINGS.rate * error) / Math.sqrt(this.biasSquares);
  }

  private step(bucket: number, slope: number): void {
    if ((this.seen[bucket] ?? 0) < SETTINGS.leastRows) return;
    const gradient = slope + SETTINGS.decay * (this.weights[bucket] ?? 0);
    const squares = (this.squares[bucket] ?? 0) + gradient * gradient;
    this.squares[bucket] = squares;
    this.weights[bucket] = (this.weights[bucket] ?? 0) - (SETTINGS.rate * gradient) / Math.sqrt(squares);
  }

  /** Keeps what is learned so far, for the mean over the later rounds: steadier than the last step. */
  keep(): void {
    this.kept += 1;
    for (let i = 0; i < BUCKETS; i += 1) this.sums[i] = (this.sums[i] ?? 0) + (this.weights[i] ?? 0);
    this.biasSum += this.bias;
  }

  /** The mean table in signed bytes. */
  quantised(): WeightTable {
    const mean = this.sums.map((sum) => sum / this.kept);
    const largest = mean.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-9);
    const scale = Number((largest / 127).toPrecision(6));
    return {
      bias: Number((this.biasSum / this.kept).toFixed(4)),
      scale,
      table: Int8Array.from(mean, (weight) => Math.round(weight / scale)),
    };
  }
}

/** The table that these rows teach; the same rows teach the same table. */
export const train = (rows: readonly Row[]): WeightTable => {
  const trainer = new Trainer(rows);
  const random = randomFrom(SETTINGS.seed);
  const order = Uint32Array.from(rows.keys());
  for (let round = 0; round < SETTINGS.rounds; round += 1) {
    shuffle(order, random);
    for (const index of order) {
      const row = rows[index];
      if (row !== undefined) trainer.learn(row, random() >= SETTINGS.ruleDrop);
    }
    if (round >= SETTINGS.rounds / 2) trainer.keep();
  }
  return trainer.quantised();
};
