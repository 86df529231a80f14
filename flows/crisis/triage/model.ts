import { BUCKETS, weighText } from './features.js';
import type { Hit } from './match.js';
import { WEIGHTS } from './weights.js';

/** A trained table: one small integer a bucket, times `scale`; `bias` is the log odds of danger in an empty text. */
export interface WeightTable {
  bias: number;
  scale: number;
  table: Int8Array;
}

/** The committed form: `table` as base64 of pairs of bytes (buckets without weight before it, weight), `weights` of them. */
export interface StoredWeights {
  bias: number;
  scale: number;
  buckets: number;
  weights: number;
  table: string;
}

/** As a number of buckets without weight it stands alone: so many, and no weight after them. */
const ONLY_SKIP = 255;

export const packWeights = ({ bias, scale, table }: WeightTable): StoredWeights => {
  const bytes: number[] = [];
  let [empty, weights] = [0, 0];
  for (const weight of table) {
    if (weight !== 0) {
      bytes.push(empty, weight & 0xff);
      empty = 0;
      weights += 1;
    } else if (++empty === ONLY_SKIP) {
      bytes.push(ONLY_SKIP);
      empty = 0;
    }
  }
  const packed = bytes.map((byte) => String.fromCharCode(byte)).join('');
  return { bias, scale, buckets: table.length, weights, table: btoa(packed) };
};

/** Reads the committed form. Throws when it was made for another number of buckets, or was cut. */
export const readWeights = ({ bias, scale, buckets, weights, table: packed }: StoredWeights): WeightTable => {
  if (buckets !== BUCKETS)
    throw new Error(
      `expected a table of ${BUCKETS} buckets in weights.ts, got ${buckets}; write ${BUCKETS}, no weights and an empty table there and run scripts/train-triage.ts`,
    );
  const bytes = atob(packed);
  const table = new Int8Array(BUCKETS);
  let [bucket, read] = [0, 0];
  for (let i = 0; i < bytes.length; i += 1) {
    const empty = bytes.charCodeAt(i);
    bucket += empty;
    if (empty === ONLY_SKIP) continue;
    i += 1;
    table[bucket] = bytes.charCodeAt(i);
    bucket += 1;
    read += 1;
  }
  if (read !== weights || bucket > BUCKETS)
    throw new Error(
      `expected ${weights} weights in weights.ts, got ${read}; the table was cut, run scripts/train-triage.ts again`,
    );
  return { bias, scale, table };
};

/** Log odds that a text tells of danger: a logistic regression, n-grams normalised by their number. */
const scorePiece = (text: string, hits: readonly Hit[], { bias, scale, table }: WeightTable): number =>
  bias + scale * weighText(text, hits, table);

const ENOUGH = /(?:[㐀-鿿][^㐀-鿿]*){4}|(?:[a-z]{1,20}[^a-z]+){2}[a-z]/;
const TABLE = readWeights(WEIGHTS);

/** A longer text is weighed piece by piece, so that one sentence is not lost among a hundred. */
const PIECE = 160;

/** Where the pieces of a text begin: whole sentences together, a longer sentence alone. */
const piecesOf = (text: string): number[] => {
  const begins = [0];
  let end = text.indexOf('\n');
  for (let from = 0; end >= 0; end = text.indexOf('\n', from)) {
    const begin = begins.at(-1) ?? 0;
    const next = text.indexOf('\n', end + 1);
    if ((next < 0 ? text.length : next) - begin > PIECE) begins.push(end + 1);
    from = end + 1;
  }
  return begins;
};

/** The log odds for a plain text (of its gravest piece, if it is long), or null for one too short to weigh. */
export const scoreText = (
  text: string,
  hits: readonly Hit[],
  weights: WeightTable = TABLE,
): number | null => {
  if (!ENOUGH.test(text)) return null;
  if (text.length <= PIECE) return scorePiece(text, hits, weights);
  const begins = piecesOf(text);
  const inOrder = [...hits].sort((a, b) => a.from - b.from);
  let next = 0;
  const scores = begins.map((begin, i) => {
    const end = begins[i + 1] ?? text.length;
    const first = next;
    while ((inOrder[next]?.from ?? Infinity) < end) next += 1;
    return scorePiece(text.slice(begin, end), inOrder.slice(first, next), weights);
  });
  return Math.max(...scores);
};
