/** Every programme at every revision that people may be on, and how one goes on into the next. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { dataFile } from './definition.js';
import { DefinitionError } from './errors.js';
import { inspectBook } from './inspect-book.js';
import { loadProgramme } from './load.js';
import type { Programme } from './schema.js';

/** The programmes of a deployment. */
export interface ProgrammeBook {
  readonly all: readonly Programme[];
  /** The newest revision of a programme; null: no such programme. */
  newest(id: string): Programme | null;
  /**
   * What a person on this revision goes through, in order: the programme and those that go on where it ends. Null
   * when the revision is not there: its people are handed to a person, never dropped.
   */
  chain(id: string, revision: number): readonly Programme[] | null;
}

/** A book of programmes. Throws DefinitionError when they do not fit together. */
export function makeBook(programmes: readonly Programme[], name = '(book)'): ProgrammeBook {
  const find = (id: string, revision: number) =>
    programmes.find((one) => one.id === id && one.revision === revision) ?? null;
  const newest = (id: string) =>
    programmes.reduce<Programme | null>(
      (best, one) => (one.id === id && (best === null || one.revision > best.revision) ? one : best),
      null,
    );
  const problems = inspectBook(programmes, find);
  if (problems.length > 0) throw new DefinitionError('definition.sense', name, problems);
  const chain = (id: string, revision: number) => {
    const found: Programme[] = [];
    for (let one = find(id, revision); one !== null && !found.includes(one);) {
      found.push(one);
      one = one.next === undefined ? null : find(one.next.id, one.next.revision);
    }
    return found.length === 0 ? null : found;
  };
  return { all: programmes, newest, chain };
}

/**
 * Loads every programme of a folder, and of its `older/` the revisions that people may still be on. Throws
 * DefinitionError for a file that is wrong and for files that do not fit together.
 */
export function loadBook(folder = dataFile('scheduler/programmes')): ProgrammeBook {
  const files = [folder, path.join(folder, 'older')]
    .filter((one) => existsSync(one))
    .flatMap((one) => readdirSync(one).map((name) => path.join(one, name)))
    .filter((file) => file.endsWith('.yaml'));
  return makeBook(
    files.map((file) => loadProgramme(file)),
    folder,
  );
}

let shipped: ProgrammeBook | undefined;

/** The programmes that come with the project, loaded once. */
export function shippedBook(): ProgrammeBook {
  shipped ??= loadBook();
  return shipped;
}
