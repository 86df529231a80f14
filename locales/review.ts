import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { languages } from './languages.js';

/** One section of the texts for the worst hour: who read it last, and the day on which it was last changed. */
export interface ReviewEntry {
  /** Who of the profession has read it as it stands; null: nobody yet. */
  readonly by: string | null;
  /** The day of the last change, `2026-11-22`. */
  readonly on: string;
  /** What it was then: a change of a single letter makes it another. */
  readonly of: string;
}

/** Namespaces whose every text must be read by somebody of the profession. */
export const reviewedNamespaces = ['crisis', 'help', 'card'] as const;
/** Texts of other namespaces that go out when a life is in danger. */
const others = ['family:told.emergency', 'family:grant.F5'];

/** `locales/review.yaml` as it is. */
export function loadReview(folder: string): Readonly<Record<string, ReviewEntry>> {
  return parse(readFileSync(path.join(folder, 'review.yaml'), 'utf8')) as Record<string, ReviewEntry>;
}

/** Every section that there is, with what it is now: `crisis:card` → `3fa91c02`. Both languages together. */
export function sectionsNow(folder: string): ReadonlyMap<string, string> {
  const texts = languages.map((language) => read(path.join(folder, language)));
  const names = [
    ...reviewedNamespaces.flatMap((name) =>
      Object.keys(texts[0]?.[name] as object).map((top) => `${name}:${top}`),
    ),
    ...others,
  ];
  return new Map(names.map((name) => [name, digest(texts.map((one) => at(one, name)))]));
}

/** What keeps the list from being true: one line a problem, empty when there is none. */
export function reviewProblems(folder: string): string[] {
  const known = loadReview(folder);
  const now = sectionsNow(folder);
  const fix = 'run node scripts/review.mjs --write';
  return [
    ...[...now].flatMap(([name, of]) => {
      const entry = known[name];
      if (entry === undefined) return [`${name}: expected an entry in locales/review.yaml, got none; ${fix}`];
      if (entry.of !== of) return [`${name}: expected a new date after a change, got ${entry.on}; ${fix}`];
      return /^\d{4}-\d{2}-\d{2}$/u.test(entry.on) ? [] : [`${name}: expected a day, got ${entry.on}`];
    }),
    ...Object.keys(known).flatMap((name) =>
      now.has(name) ? [] : [`${name}: expected a section, got none; ${fix}`],
    ),
  ];
}

/** The sections that nobody of the profession has read as they stand. */
export function unread(folder: string): string[] {
  return Object.entries(loadReview(folder)).flatMap(([name, { by }]) => (by === null ? [name] : []));
}

type Tree = Readonly<Record<string, unknown>>;

function read(folder: string): Tree {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return Object.fromEntries(
    files.map((file) => [
      path.basename(file, '.yaml'),
      parse(readFileSync(path.join(folder, file), 'utf8')) as unknown,
    ]),
  );
}

function at(tree: Tree, name: string): unknown {
  return name.split(/[:.]/u).reduce((node: unknown, key) => (node as Tree | undefined)?.[key], tree);
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 8);
}
