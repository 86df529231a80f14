import { existsSync } from 'node:fs';
import { readConfig, terminalLanguages } from '../config.js';
import { openOwn } from '../setup/open.js';
import { whoIs, type Asked } from '../why/who.js';
import { why } from '../why/why.js';
import { PlanWords } from '../why/words.js';
import { UsageError } from './end.js';
import { print, projectLocales } from './words.js';

/** `guihang why PERSON`: each step × cycle with its decisions. Looks only, so it may run beside the bot. */
export async function whyCommand(
  person: string,
  options: { readonly day?: string; readonly practice?: boolean },
): Promise<void> {
  const day = options.day ?? null;
  if (day !== null && !isDay(day))
    throw new UsageError(`--day: expected a day such as 2026-12-01, got ${day}`);
  const config = readConfig();
  const file = options.practice === true ? config.practiceFile : config.databaseFile;
  if (!existsSync(file))
    throw new UsageError('expected a database, got none; run guihang setup or guihang start');
  const words = new PlanWords(projectLocales(), terminalLanguages()[0] ?? 'zh-CN');
  const db = await openOwn(config, { file, inspect: true });
  try {
    const asked = theOne(await whoIs(db, person), person, words);
    print(...words.lines(await why(db, asked, day), day));
  } finally {
    await db.close();
  }
}

function theOne(found: readonly Asked[], person: string, words: PlanWords): Asked {
  const [first] = found;
  if (first === undefined) throw new UsageError(words.say('no-one', { person }));
  if (found.length === 1) return first;
  const ids = found.map(({ personId }) => personId).join(', ');
  throw new UsageError(words.say('several', { count: found.length, person, ids }));
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
  );
}
