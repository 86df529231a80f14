import { existsSync } from 'node:fs';
import type { Database, Tx } from '../../prisma/client.js';
import { loadCalendar } from '../../scheduler/calendar/index.js';
import { systemClock } from '../../scheduler/clock.js';
import {
  moveToNewest,
  revisionsInUse,
  type MoveReport,
  type OnRevision,
} from '../../scheduler/move-revision.js';
import {
  loadProgramme,
  makeBook,
  shippedBook,
  type Programme,
  type ProgrammeBook,
} from '../../scheduler/programmes/index.js';
import { readConfig, terminalLanguages, type Config } from '../config.js';
import { loadStation } from '../facts/station.js';
import { openOwn, type OpenOwn } from '../setup/open.js';
import { UsageError } from './end.js';
import { cliWords, print, type CliWords } from './words.js';

/** What `guihang programme` may be told. */
export interface ProgrammeOptions {
  /** Do it; else it is only shown. */
  readonly move?: boolean;
  /** A programme file that is not in force: what would change if it were. */
  readonly try?: string;
  readonly practice?: boolean;
}

/**
 * `guihang programme`: who is on which revision of the programme, and what would change for each if they were moved
 * to the newest. Nothing is done without `--move`; a file that is only tried out never moves anybody.
 */
export async function programmeCommand(options: ProgrammeOptions): Promise<void> {
  if (options.move === true && options.try !== undefined)
    throw new UsageError('--try only looks: leave out --move, and put the file in force first');
  const config = readConfig();
  const file = options.practice === true ? config.practiceFile : config.databaseFile;
  if (!existsSync(file))
    throw new UsageError('expected a database, got none; run guihang setup or guihang start');
  const words = cliWords(terminalLanguages());
  const { programme, book } = inForce(options.try);
  const look = { file, inspect: true };
  const groups = await withDatabase(look, config, (db) => revisionsInUse(db, programme));
  const { id, revision } = programme;
  print(...words.lines('programme.newest', { id, revision }));
  if (groups.length === 0) print(...words.lines('programme.nobody'));
  // What a move would do is found out by doing it and undoing it: that needs the database to itself.
  const canMove = groups.some(({ stands }) => stands === 'can-move');
  await withDatabase(canMove ? { file } : look, config, (db) =>
    tellAll({ db, words, programme, book, isMeant: options.move === true }, groups),
  );
  if (groups.some(({ stands }) => stands === 'unknown')) process.exitCode = 1;
}

async function withDatabase<T>(how: OpenOwn, config: Config, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openOwn(config, how);
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

function inForce(tried: string | undefined): { programme: Programme; book: ProgrammeBook } {
  if (tried === undefined) return { programme: loadProgramme(), book: shippedBook() };
  const programme = loadProgramme(tried);
  return { programme, book: makeBook([...shippedBook().all, programme], tried) };
}

interface Job {
  readonly db: Database;
  readonly words: CliWords;
  readonly programme: Programme;
  readonly book: ProgrammeBook;
  readonly isMeant: boolean;
}

async function tellAll(job: Job, groups: readonly OnRevision[]): Promise<void> {
  const { db, words, programme, book, isMeant } = job;
  let moved = 0;
  for (const group of groups) {
    tellGroup(words, group);
    if (group.stands !== 'can-move') continue;
    for (const personId of group.personIds) {
      const report = await move(db, { programme, book, personId }, isMeant);
      if (report === null) continue;
      moved += 1;
      await tellPerson(db, words, personId, report);
    }
  }
  if (moved > 0) print(...words.lines(isMeant ? 'programme.moved' : 'programme.looked', { count: moved }));
}

function tellGroup(words: CliWords, { programme, revision, personIds, stands }: OnRevision): void {
  const count = personIds.length;
  print('', ...words.lines(`programme.on.${stands}`, { programme, revision, count }));
}

/** The real thing, in a transaction that is undone unless it is meant. */
async function move(
  db: Database,
  who: { readonly programme: Programme; readonly book: ProgrammeBook; readonly personId: string },
  isMeant: boolean,
): Promise<MoveReport | null> {
  let report: Awaited<ReturnType<typeof moveToNewest>> = 'unknown';
  const run = async (tx: Tx) => {
    const station = loadStation(tx);
    report = await moveToNewest(tx, { ...who, calendar: loadCalendar(), station, now: systemClock.now() });
    if (!isMeant) throw onlyLooked;
  };
  await db.transaction(run).catch((error: unknown) => {
    if (error !== onlyLooked) throw error;
  });
  return typeof report === 'string' ? null : report;
}

const onlyLooked = new Error('only looked');

async function tellPerson(
  { prisma }: Pick<Database, 'prisma'>,
  words: CliWords,
  personId: string,
  report: MoveReport,
): Promise<void> {
  const person = await prisma.person.findUnique({ where: { id: personId } });
  const { from, to } = report;
  print(...words.lines('programme.person', { alias: person?.alias ?? personId, from, to }));
  for (const name of ['renamed', 'takenOut', 'added', 'shifted'] as const) {
    const items = report[name];
    if (items.length === 0) continue;
    print(...words.lines(`programme.what.${name}`, { count: items.length, list: items.join(', ') }));
  }
}
