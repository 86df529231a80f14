/**
 * The pieces of text one of which must stand in whatever a pattern matches, so that a sentence without them need not be
 * tried. Worked out from the pattern itself: a wrong anchor would hide danger, so what is not understood demands nothing
 * (always tried), and a test compares indexed with exhaustive matching.
 */

/** Sets of pieces, the rarest first: every match holds a piece of each set. Empty: nothing is known. */
export type Needed = readonly (readonly string[])[];

/** What is known of a part of a pattern: all that it can match (few pieces), or else what its matches must hold. */
interface Part {
  exact: readonly string[] | null;
  needed: Needed;
}

const NOTHING: Part = { exact: null, needed: [] };
const EMPTY: Part = { exact: [''], needed: [] };
const MOST_PIECES = 40;
const MOST_JOINED = 90;
const MOST_SETS = 4;
const LONGEST = 5;

const COMMON = new Set(
  '我的了不是一在有人这个就你他也都要到说们去会着没好想自己那得过里上下后，aeionrstlhdu ',
);
const ONE_UNIT = { common: 40, other: 6 };
const TWO_UNITS = 1;
const MORE_UNITS = 0.2;

/** How many sentences hold one of these pieces, in no unit: short pieces of frequent characters are poor anchors. */
const costOf = (set: readonly string[]): number => {
  let cost = 0;
  for (const piece of set) {
    if (piece.length === 1) cost += COMMON.has(piece) ? ONE_UNIT.common : ONE_UNIT.other;
    else cost += piece.length === 2 ? TWO_UNITS : MORE_UNITS;
  }
  return cost;
};

const unique = (pieces: readonly string[]): string[] => [...new Set(pieces)];

/** A part as demands alone. A part that can match nothing demands nothing. */
const demandsOf = ({ exact, needed }: Part): Needed =>
  exact === null ? needed : exact.includes('') ? [] : [unique(exact.map((piece) => piece.slice(0, LONGEST)))];

const cheapest = (needed: Needed): Needed =>
  [...needed].sort((a, b) => costOf(a) - costOf(b)).slice(0, MOST_SETS);

/** What holds whichever of two branches matched: rarest joined with rarest, as far as both have demands. */
const either = (a: Needed, b: Needed): Needed => {
  if (a.length === 0 || b.length === 0) return [];
  const at = (needed: Needed, i: number): readonly string[] => needed[Math.min(i, needed.length - 1)] ?? [];
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) =>
    unique([...at(a, i), ...at(b, i)]),
  ).filter((set) => set.length <= MOST_JOINED * 2);
};

/** The parts of a sequence joined: pieces side by side grow together while they are few, then become a demand. */
class Sequence {
  private needed: Needed = [];
  private exact: readonly string[] | null = [''];
  private whole = true;

  add(part: Part): void {
    if (this.exact !== null && part.exact !== null && this.exact.length * part.exact.length <= MOST_PIECES) {
      const grown = part.exact;
      this.exact = unique(this.exact.flatMap((piece) => grown.map((more) => piece + more)));
      return;
    }
    this.whole = false;
    this.flush();
    this.exact = part.exact;
    if (part.exact === null) this.needed = [...this.needed, ...part.needed];
  }

  private flush(): void {
    if (this.exact !== null) this.needed = [...this.needed, ...demandsOf({ exact: this.exact, needed: [] })];
  }

  done(): Part {
    if (this.whole) return { exact: this.exact, needed: [] };
    this.flush();
    return { exact: null, needed: cheapest(this.needed) };
  }
}

/** Reads one pattern from left to right; `at` is where it stands. */
class Reader {
  private at = 0;
  constructor(private readonly pattern: string) {}

  read(): Needed {
    const part = this.alternatives();
    return this.at === this.pattern.length ? cheapest(demandsOf(part)) : [];
  }

  private alternatives(): Part {
    let part = this.sequence();
    while (this.pattern[this.at] === '|') {
      this.at += 1;
      const other = this.sequence();
      const few =
        part.exact !== null && other.exact !== null && part.exact.length + other.exact.length <= MOST_JOINED;
      part = few
        ? { exact: unique([...(part.exact ?? []), ...(other.exact ?? [])]), needed: [] }
        : { exact: null, needed: either(demandsOf(part), demandsOf(other)) };
    }
    return part;
  }

  private sequence(): Part {
    const sequence = new Sequence();
    while (this.at < this.pattern.length && this.pattern[this.at] !== '|' && this.pattern[this.at] !== ')')
      sequence.add(this.repeated(this.atom()));
    return sequence.done();
  }

  /** Reads a quantifier, if one follows, and says what the part is worth with it. */
  private repeated(part: Part): Part {
    const quantifier =
      /^(?:[*+?]|\{\d*,?\d*\})\??/.exec(this.pattern.slice(this.at, this.at + 12))?.[0] ?? '';
    this.at += quantifier.length;
    if (quantifier === '') return part;
    if (quantifier.startsWith('?'))
      return part.exact === null ? NOTHING : { exact: [...part.exact, ''], needed: [] };
    return /^(?:\*|\{0)/.test(quantifier) ? NOTHING : { exact: null, needed: demandsOf(part) };
  }

  private atom(): Part {
    const unit = this.pattern[this.at] ?? '';
    this.at += 1;
    if (unit === '(') return this.group();
    if (unit === '[') return this.oneOf();
    if (unit === '\\') return this.escaped();
    if (unit === '^' || unit === '$') return EMPTY;
    return unit === '.' ? NOTHING : { exact: [unit], needed: [] };
  }

  private group(): Part {
    const kind = /^\?(?:[:=!]|<[=!])/.exec(this.pattern.slice(this.at, this.at + 3))?.[0] ?? '';
    this.at += kind.length;
    const part = this.alternatives();
    this.at += 1;
    return kind === '' || kind === '?:' ? part : EMPTY;
  }

  private oneOf(): Part {
    const end = this.pattern.indexOf(']', this.at);
    const inside = this.pattern.slice(this.at, end);
    this.at = end + 1;
    return /^\^|[\\-]/.test(inside) ? NOTHING : { exact: inside.split(''), needed: [] };
  }

  private escaped(): Part {
    const unit = this.pattern[this.at];
    this.at += 1;
    return unit === 'b' ? EMPTY : NOTHING;
  }
}

/** What every match of `pattern` (plain syntax, names expanded) holds: a piece of each set. Empty when unknown. */
export const anchorsOf = (pattern: string): Needed => new Reader(pattern).read();
