/**
 * What may be kept between reads, and the tables each kind is read from: small records that every turn asks for. A
 * write to one of its tables forgets a kind.
 */
export const KEPT = {
  person: ['Person'],
  enrolment: ['Enrolment'],
  contact: ['Contact'],
  session: ['Session'],
  muted: ['Muted'],
  /** What waits in a group of due rows. */
  group: ['Due'],
  /** What was folded into a due row. */
  guests: ['Due'],
  /** How many proactive messages a person has had on a day. */
  proactive: ['Outbox'],
  station: ['Station'],
  rota: ['Station', 'Person', 'OnCall', 'RotaDay', 'RotaCover'],
  /** What the crisis path keeps in memory of its own. */
  crisis: ['Station', 'Person', 'Enrolment', 'OnCall', 'RotaDay', 'RotaCover'],
} as const satisfies Record<string, readonly string[]>;

/** @see KEPT */
export type KeptKind = keyof typeof KEPT;
/** One thing that is kept. */
export type KeptKey = readonly [kind: KeptKind, key: string];

const kinds = Object.keys(KEPT) as KeptKind[];
const patterns = kinds.map((kind) => ({ kind, tables: new RegExp(`\\b(?:${KEPT[kind].join('|')})\\b`) }));
const UNDOES = /^\s*ROLLBACK\b/i;

/** Of each kind at most so many; then the older half goes, and what was just read ahead for a batch stays. */
const MAX_OF_A_KIND = 1_000;

/** The kinds that may no longer be true after this statement, if it writes. */
export function forgottenBy(sql: string): readonly KeptKind[] {
  if (UNDOES.test(sql)) return kinds;
  return patterns.filter(({ tables }) => tables.test(sql)).map(({ kind }) => kind);
}

/** What was read and still holds. */
export class Kept {
  readonly #kinds = new Map<KeptKind, Map<string, unknown>>(kinds.map((kind) => [kind, new Map()]));

  /** What is kept under this key; else what `read` returns, kept from now on. */
  get<T>(kind: KeptKind, key: string, read: () => T): T {
    const known = this.#kinds.get(kind)!;
    const value = known.get(key);
    if (value !== undefined || known.has(key)) return value as T;
    const result = read();
    this.put(kind, key, result);
    return result;
  }

  /** Keeps what has been read in another way. */
  put(kind: KeptKind, key: string, value: unknown): void {
    const known = this.#kinds.get(kind)!;
    if (known.size >= MAX_OF_A_KIND) dropOlderHalf(known);
    known.set(key, value);
  }

  /** Forgets these kinds; with a key only what is kept under it. */
  forget(forgotten: readonly KeptKind[], key?: string): void {
    for (const kind of forgotten) {
      const known = this.#kinds.get(kind)!;
      if (key === undefined) known.clear();
      else known.delete(key);
    }
  }

  /** Forgets everything. */
  clear(): void {
    this.forget(kinds);
  }
}

function dropOlderHalf(known: Map<string, unknown>): void {
  let left = known.size >> 1;
  for (const key of known.keys()) {
    if (left-- <= 0) return;
    known.delete(key);
  }
}
