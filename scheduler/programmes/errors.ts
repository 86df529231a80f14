/** One thing that is wrong in a definition file. */
export interface Problem {
  /** Where inside the file: 'steps[3].when.at'; '' for the file as a whole. */
  readonly path: string;
  /** What should stand there. */
  readonly expected: string;
  /** What stands there, shortened. */
  readonly got: string;
  /** What to do. */
  readonly fix: string;
}

/** Stable codes of {@link DefinitionError}. */
export type DefinitionCode =
  'definition.unreadable' | 'definition.syntax' | 'definition.shape' | 'definition.sense';

/**
 * A definition file (programme, calendar, …) that cannot be used: the file is rejected as a whole.
 * `problems` lists everything that is wrong, not only the first thing.
 */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';
  constructor(
    /** unreadable: no such file · syntax: not YAML · shape: wrong fields or values · sense: does not add up */
    readonly code: DefinitionCode,
    readonly file: string,
    readonly problems: readonly Problem[],
  ) {
    super(`${code}: ${file}\n${problems.map((p) => `  ${describeProblem(p)}`).join('\n')}`);
  }
}

/** One problem as one line: `steps[3].when.at: expected a time like "09:00", got "9 am"; write "09:00"`. */
export function describeProblem(problem: Problem): string {
  const where = problem.path === '' ? '(file)' : problem.path;
  return `${where}: expected ${problem.expected}, got ${problem.got}; ${problem.fix}`;
}

/** A value as an error may show it: JSON, at most 60 characters; undefined is "nothing". */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** The known word nearest to a mistyped one, or undefined when none is near (at most a third wrong). */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const ranked = known.map((k) => ({ k, d: distance(word, k) })).sort((a, b) => a.d - b.d);
  const best = ranked[0];
  return best !== undefined && best.d <= Math.max(1, Math.floor(word.length / 3)) ? best.k : undefined;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
