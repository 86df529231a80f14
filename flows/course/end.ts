import { text, type Text } from '../engine/text.js';
import { onDay } from '../onboarding/parts.js';
import { dayAfter } from '../staff/days.js';

const mostYears = 3;

/**
 * The latest end that the law allows, a local day: three years from report-in (`docs/domain.md` §3), the day before the
 * same date; 29 February gives way to the 28th. Null while the day of report-in is unknown.
 */
export function latestEnd(reportedOn: string | null): string | null {
  if (reportedOn === null) return null;
  const year = Number(reportedOn.slice(0, 4)) + mostYears;
  const same = reportedOn.slice(4) === '-02-29' ? '-03-01' : reportedOn.slice(4);
  return dayAfter(`${String(year)}${same}`, -1);
}

/** Why a day cannot be the agreed end: not after `after`, or later than the law allows; null when it can. */
export function endTrouble(day: string, after: string, latest: string | null): Text | null {
  if (day <= after) return text('course:end.past');
  return latest !== null && day > latest ? text('course:end.too-late', { latest: onDay(latest) }) : null;
}
