import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { purposes, type Purpose } from '../../flows/crisis/variants.js';
import { parseYaml } from '../../prisma/known-yaml.js';
import { showHours } from '../../locales/dates.js';
import { languageOf } from '../../locales/languages.js';
import { minutesOf } from '../../scheduler/zone/date.js';
import { isZone, localParts } from '../../scheduler/zone/zone.js';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time like "09:00"');
const named = z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) });

const line = z.strictObject({
  number: z.string().regex(/^\d[\d -]{1,14}\d$/, 'digits, quoted'),
  purpose: z.enum(purposes),
  name: named,
  /** What callers should know ("often busy"). */
  note: named.optional(),
  /** When it is staffed, by the region's wall clock; `to` before `from` is the next day's. Left out where that is not known. */
  hours: z
    .array(z.strictObject({ weekdays: z.array(z.int().min(1).max(7)).min(1), from: time, to: time }))
    .optional(),
  source: z.string().min(1),
  /** The day somebody last made sure that it answers. */
  verified: z.iso.date(),
});

const file = z.strictObject({
  region: z.string().regex(/^[a-z]{2}(-[a-z]{2,8})?$/, 'a region like cn or cn-sh'),
  /** The region whose lines are used where this one has none of its own. */
  parent: z.string().optional(),
  zone: z.string().refine(isZone, 'an IANA zone'),
  lines: z.array(line).min(1),
});

/** One number that can be called. */
export type Hotline = z.infer<typeof line>;
/** One region's file. */
export type HotlineRegion = z.infer<typeof file>;
/** All regions, by id. */
export type HotlineBook = ReadonlyMap<string, HotlineRegion>;

/** The region of a deployment that is not in the book. */
export const defaultRegion = 'cn';

/** Reads `locales/hotlines/*.yaml`. Throws with every problem of every file: a wrong number is worse than no start. */
export function loadHotlines(folder: string): HotlineBook {
  const problems: string[] = [];
  const book = new Map<string, HotlineRegion>();
  for (const name of readdirSync(folder).filter((entry) => entry.endsWith('.yaml'))) {
    const parsed = file.safeParse(parseYaml(readFileSync(path.join(folder, name), 'utf8')));
    if (parsed.success) book.set(parsed.data.region, parsed.data);
    else
      problems.push(
        ...parsed.error.issues.map((issue) => `${name} ${issue.path.join('.')}: ${issue.message}`),
      );
  }
  for (const region of book.values()) {
    if (region.parent !== undefined && !book.has(region.parent)) {
      problems.push(`${region.region}.yaml parent: expected a known region, got ${region.parent}`);
    }
  }
  if (problems.length === 0) return book;
  throw new Error(
    `expected valid hotlines at locales/hotlines, got:\n${problems.join('\n')}\nmend these lines`,
  );
}

let known: HotlineBook | null = null;

/** The project's own hotlines, read once. Works from source and from `dist/`. */
export function ownHotlines(): HotlineBook {
  known ??= loadHotlines(path.join(rootOf(import.meta.dirname), 'locales/hotlines'));
  return known;
}

function rootOf(here: string): string {
  const marker = `${path.sep}dist${path.sep}bot`;
  return here.includes(marker) ? here.slice(0, here.lastIndexOf(marker)) : path.resolve(here, '../..');
}

/** A region and its parents, nearest first; an unknown one falls back to its country, then to the default. */
export function regionsOf(book: HotlineBook, id: string): HotlineRegion[] {
  const wanted = id.toLowerCase();
  let region = book.get(wanted) ?? book.get(wanted.split('-')[0] ?? '') ?? book.get(defaultRegion);
  const chain: HotlineRegion[] = [];
  while (region !== undefined && !chain.includes(region)) {
    chain.push(region);
    region = region.parent === undefined ? undefined : book.get(region.parent);
  }
  return chain;
}

/** Which lines are asked for. */
export interface LineChoice {
  readonly region: string;
  readonly purposes: readonly Purpose[];
  readonly now: Date;
}

/** A line as it is shown. */
export interface ShownLine {
  readonly number: string;
  readonly name: string;
}

/**
 * The lines for a card: by purpose, the region's own before its country's, those that are closed now last and with
 * their hours. Never fewer than two while the region has two: the rest of its lines fill up.
 *
 * @example selectLines(book, { region: 'cn', purposes: ['ambulance', 'mind'], now }).map((line) => line.number) // ['120', '12356']
 */
export function selectLines(
  book: HotlineBook,
  choice: LineChoice,
): readonly (Hotline & { isOpen: boolean })[] {
  const chain = regionsOf(book, choice.region);
  const all = chain.flatMap((region) =>
    region.lines.map((entry) => ({ ...entry, isOpen: isOpen(entry, region.zone, choice.now) })),
  );
  // Where one number brings ambulance and police alike, it stands where the police would.
  const hasPolice = all.some((entry) => entry.purpose === 'police');
  const wanted = choice.purposes.map((purpose) =>
    purpose === 'police' && !hasPolice ? 'ambulance' : purpose,
  );
  const chosen = [...new Set(wanted)].flatMap((purpose) => all.filter((entry) => entry.purpose === purpose));
  const filled = chosen.length >= 2 ? chosen : [...new Set([...chosen, ...all])].slice(0, 2);
  return [...filled.filter((entry) => entry.isOpen), ...filled.filter((entry) => !entry.isOpen)];
}

function isOpen(entry: Hotline, zone: string, now: Date): boolean {
  if (entry.hours === undefined) return true;
  const { weekday, minutes } = localParts(now, zone);
  const dayBefore = weekday === 1 ? 7 : weekday - 1;
  return entry.hours.some(({ weekdays, from, to }) => {
    const [begins, ends] = [minutesOf(from), minutesOf(to)];
    if (begins < ends) return weekdays.includes(weekday) && begins <= minutes && minutes < ends;
    // Over midnight: this evening, or what is left of yesterday's.
    return (
      (weekdays.includes(weekday) && begins <= minutes) || (weekdays.includes(dayBefore) && minutes < ends)
    );
  });
}

/** A line in the reader's language: `12356 心理援助（每天至少 18 小时有人）`. Number first, so that it can be tapped. */
export function showLine(entry: Hotline & { isOpen: boolean }, locale: string): string {
  const language = languageOf(locale);
  const hours = entry.isOpen || entry.hours === undefined ? [] : [showHours(entry.hours, language)];
  const notes = [...(entry.note === undefined ? [] : [entry.note[language]]), ...hours];
  const comma = language === 'en' ? ', ' : '，';
  const bracketed = language === 'en' ? ` (${notes.join(comma)})` : `（${notes.join(comma)}）`;
  return `${entry.number} ${entry.name[language]}${notes.length === 0 ? '' : bracketed}`;
}
