/**
 * The characters that must stand in whatever a pattern matches, so that a sentence without them need not be tried. Worked
 * out from the pattern itself: a wrong anchor would hide danger, so what is not understood demands nothing (always
 * tried), and a test compares indexed with exhaustive matching.
 */

/** Up to two sets, the rarer first: every match holds a character of each. Empty: nothing is known. */
type Needed = readonly ReadonlySet<string>[];

/** Frequent characters make poor anchors: most sentences hold one. */
const COMMON = new Set('我的了不是一在有人这个就你他也都要到说们去会着没好想自己那得过里上下后 aeionrst');

const costOf = (set: ReadonlySet<string>): number => {
  let cost = 0;
  for (const unit of set) cost += COMMON.has(unit) ? 40 : 1;
  return cost;
};

/** Of demands that all hold, the two that fewest sentences meet. */
const both = (a: Needed, b: Needed): Needed =>
  b.length === 0 ? a : [...a, ...b].sort((x, y) => costOf(x) - costOf(y)).slice(0, 2);

const joined = (a: ReadonlySet<string>, b: ReadonlySet<string>): Set<string> => new Set([...a, ...b]);

/** What holds whichever of two branches matched. */
const either = (a: Needed, b: Needed): Needed => {
  const [a1, a2 = a1] = a;
  const [b1, b2 = b1] = b;
  return a1 && b1 && a2 && b2 ? [joined(a1, b1), joined(a2, b2)] : [];
};

/** Reads one pattern from left to right; `at` is where it stands. */
class Reader {
  private at = 0;
  constructor(private readonly pattern: string) {}

  read(): Needed {
    const needed = this.alternatives();
    return this.at === this.pattern.length ? needed : [];
  }

  private alternatives(): Needed {
    let needed = this.sequence();
    while (this.pattern[this.at] === '|') {
      this.at += 1;
      needed = either(needed, this.sequence());
    }
    return needed;
  }

  private sequence(): Needed {
    let needed: Needed = [];
    while (this.at < this.pattern.length && this.pattern[this.at] !== '|' && this.pattern[this.at] !== ')') {
      const atom = this.atom();
      if (!this.mayBeAbsent()) needed = both(needed, atom);
    }
    return needed;
  }

  /** Reads a quantifier, if one follows; true when it allows none at all. */
  private mayBeAbsent(): boolean {
    const quantifier =
      /^(?:[*+?]|\{\d*,?\d*\})\??/.exec(this.pattern.slice(this.at, this.at + 12))?.[0] ?? '';
    this.at += quantifier.length;
    return /^(?:[*?]|\{0)/.test(quantifier);
  }

  private atom(): Needed {
    const unit = this.pattern[this.at] ?? '';
    this.at += 1;
    if (unit === '(') return this.group();
    if (unit === '[') return this.oneOf();
    if (unit === '\\') return this.escaped();
    return unit === '.' || unit === '^' || unit === '$' ? [] : [new Set(unit)];
  }

  private group(): Needed {
    const kind = /^\?(?:[:=!]|<[=!])/.exec(this.pattern.slice(this.at, this.at + 3))?.[0] ?? '';
    this.at += kind.length;
    const needed = this.alternatives();
    this.at += 1;
    return kind === '' || kind === '?:' ? needed : [];
  }

  private oneOf(): Needed {
    const end = this.pattern.indexOf(']', this.at);
    const inside = this.pattern.slice(this.at, end);
    this.at = end + 1;
    return /^\^|[\\-]/.test(inside) ? [] : [new Set(inside)];
  }

  private escaped(): Needed {
    this.at += 1;
    return [];
  }
}

/** What every match of `pattern` (plain syntax, names expanded) holds: a character of each set. Empty when unknown. */
export const anchorsOf = (pattern: string): readonly ReadonlySet<string>[] => new Reader(pattern).read();

type ByUnit = ReadonlyMap<number, readonly number[]>;

/** Under each character (code unit) the patterns that it serves as an anchor of that rank; under -1 those without one. */
const byUnit = (anchors: readonly (ReadonlySet<string> | undefined)[]): ByUnit => {
  const lists = new Map<number, number[]>();
  anchors.forEach((set, pattern) => {
    const units = set === undefined ? [-1] : Array.from(set, (unit) => unit.charCodeAt(0));
    for (const unit of units) lists.set(unit, [...(lists.get(unit) ?? []), pattern]);
  });
  return lists;
};

/**
 * Which rules could speak in a sentence, by its characters: a function from the sentence to rule numbers, in no order.
 *
 * @param rules the patterns of every rule; a rule without any is never named
 */
export const ruleIndex = (rules: readonly (readonly string[])[]): ((sentence: string) => number[]) => {
  const owners = Int32Array.from(rules.flatMap((patterns, rule) => patterns.map(() => rule)));
  const anchors = rules.flat().map(anchorsOf);
  const [rarer, other] = [byUnit(anchors.map(([set]) => set)), byUnit(anchors.map(([, set]) => set))];
  const [met, named] = [new Float64Array(owners.length), new Float64Array(rules.length)];
  let turn = 0;
  const eachUnit = (sentence: string, lists: ByUnit, visit: (pattern: number) => void): void => {
    lists.get(-1)?.forEach(visit);
    for (let i = 0; i < sentence.length; i += 1) lists.get(sentence.charCodeAt(i))?.forEach(visit);
  };
  return (sentence) => {
    turn += 1;
    const could: number[] = [];
    eachUnit(sentence, other, (pattern) => void (met[pattern] = turn));
    eachUnit(sentence, rarer, (pattern) => {
      const rule = owners[pattern] ?? 0;
      if (met[pattern] !== turn || named[rule] === turn) return;
      named[rule] = turn;
      could.push(rule);
    });
    return could;
  };
};
