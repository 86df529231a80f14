import path from 'node:path';
import { reviewProblems, unread } from '../../locales/review.js';
import { localeProblems } from '../../locales/parity.js';
import { packageRoot } from '../../prisma/package-root.js';
import { loadCalendar } from '../../scheduler/calendar/index.js';
import { DefinitionError } from '../../scheduler/programmes/errors.js';
import { loadProgramme } from '../../scheduler/programmes/index.js';
import { localParts } from '../../scheduler/zone/index.js';
import type { Check, Finding } from './types.js';

/** The data that comes with the project: programme, calendar, texts. */
export const checkDefinitions: Check = ({ now, station, isReal }) => [
  read('programme', () => void loadProgramme()),
  ...calendar(now, station?.zone ?? 'Asia/Shanghai'),
  locales(),
  review(isReal),
];

/** Texts for the worst hour that nobody of the profession has read: said before anyone relies on them. */
function review(isReal: boolean): Finding {
  const check = 'review';
  const folder = path.join(packageRoot(), 'locales');
  const [problem] = reviewProblems(folder);
  if (problem !== undefined) return { check, status: 'fail', words: 'review.bad', params: { problem } };
  const { length: count } = unread(folder);
  if (count === 0) return { check, status: 'ok', words: 'review.ok' };
  return { check, status: isReal ? 'warn' : 'info', words: 'review.unread', params: { count } };
}

function read(check: string, load: () => void): Finding {
  try {
    load();
    return { check, status: 'ok', words: `${check}.ok` };
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    return { check, status: 'fail', words: `${check}.bad`, params: { problem: error.message } };
  }
}

function calendar(now: Date, zone: string): Finding[] {
  const finding = read('calendar', () => void loadCalendar());
  if (finding.status === 'fail') return [finding];
  const year = Number(localParts(now, zone).date.slice(0, 4));
  const missing = [year, year + 1].filter((one) => !loadCalendar().covers(one));
  return missing.length === 0
    ? [finding]
    : missing.map((one) => ({
        check: 'calendar',
        status: 'warn',
        words: 'calendar.uncovered',
        params: { year: String(one) },
      }));
}

function locales(): Finding {
  const problems = localeProblems(path.join(packageRoot(), 'locales'));
  return problems.length === 0
    ? { check: 'locales', status: 'ok', words: 'locales.ok' }
    : { check: 'locales', status: 'fail', words: 'locales.bad', params: { problem: problems.join('; ') } };
}
