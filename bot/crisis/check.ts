import { localParts } from '../../scheduler/zone/zone.js';
import { daysBetween } from '../../scheduler/zone/date.js';
import { regionsOf, type HotlineBook } from './hotlines.js';

/** After so many days somebody must call a number again to see that it answers (`docs/domain.md` §5). */
const staleDays = 180;

/** Something that `doctor` reports. `fail` must be mended before anyone is invited. */
export interface CrisisProblem {
  readonly code:
    | 'hotlines.unknown-region'
    | 'hotlines.too-few'
    | 'hotlines.no-local-number'
    | 'hotlines.no-emergency'
    | 'hotlines.stale'
    | 'cover.nobody'
    | 'cover.unreachable'
    | 'cover.gap';
  readonly severity: 'fail' | 'warn';
  /** What was expected, what is there, what to do; in English, for the operator. */
  readonly detail: string;
}

/** What is wrong with the numbers of a deployment: fewer than two lines, no local number, dates too old. */
export function checkHotlines(
  book: HotlineBook,
  station: { readonly region: string; readonly localNumber: string },
  now: Date,
): CrisisProblem[] {
  const chain = regionsOf(book, station.region);
  const lines = chain.flatMap((region) => region.lines);
  const today = localParts(now, 'UTC').date;
  const problems: CrisisProblem[] = [];
  const add = (code: CrisisProblem['code'], severity: CrisisProblem['severity'], detail: string) =>
    problems.push({ code, severity, detail });
  if (chain[0]?.region !== station.region.toLowerCase()) {
    add(
      'hotlines.unknown-region',
      'warn',
      `expected a region of locales/hotlines, got ${station.region}; using ${chain[0]?.region ?? 'none'}`,
    );
  }
  if (lines.length < 2)
    add(
      'hotlines.too-few',
      'fail',
      `expected two lines or more, got ${lines.length}; add them to locales/hotlines`,
    );
  if (!/\d{3}/.test(station.localNumber))
    add('hotlines.no-local-number', 'fail', "expected the street's own number, got none; run guihang setup");
  if (!lines.some((line) => line.purpose === 'ambulance'))
    add(
      'hotlines.no-emergency',
      'fail',
      'expected an emergency number of the region, got none; confirm and add it',
    );
  for (const line of lines) {
    const age = daysBetween(line.verified, today);
    if (age > staleDays)
      add(
        'hotlines.stale',
        'fail',
        `expected ${line.number} to be checked within ${staleDays} days, got ${age}; call it`,
      );
  }
  return problems;
}

/** What is wrong with the on-call order. Nobody reachable at all is the worst that can be wrong. */
export function checkCover(
  crew: readonly { readonly position: number; readonly personId: string; readonly reachable: boolean }[],
): CrisisProblem[] {
  if (crew.length === 0)
    return [
      {
        code: 'cover.nobody',
        severity: 'fail',
        detail: 'expected somebody on call, got nobody; run guihang setup',
      },
    ];
  const reachable = crew.filter((member) => member.reachable);
  if (reachable.length === 0) {
    const detail =
      'expected somebody on call who can be reached, got no address of any of them; let them open the bot once';
    return [{ code: 'cover.unreachable', severity: 'fail', detail }];
  }
  const problems: CrisisProblem[] = crew
    .filter((member) => !member.reachable)
    .map((member) => ({
      code: 'cover.unreachable',
      severity: 'warn',
      detail: `expected an address of on-call position ${member.position}, got none; let them open the bot once`,
    }));
  const people = new Set(crew.map((member) => member.personId)).size;
  if (people < 2)
    problems.push({
      code: 'cover.gap',
      severity: 'warn',
      detail: 'expected two people on call or more, got one; name a second',
    });
  return problems;
}
