import { addDays, localParts } from '../../../scheduler/zone/index.js';
import { stationZone } from '../options.js';
import type { Evidence, Problem } from './evidence.js';

/** The cadence as the domain states it, in words of its own: daily to D14, four a week to D42, three to D90, one to D180. */
function isCheckInDay(day: number, weekday: number): boolean {
  if (day >= 1 && day <= 14) return true;
  if (day >= 15 && day <= 42) return [1, 3, 5, 7].includes(weekday);
  if (day >= 43 && day <= 90) return [1, 3, 5].includes(weekday);
  return day >= 91 && day <= 180 && weekday === 3;
}

/** Each day on which a client is to be asked how they are has its row in the plan of that release, whatever became of it. */
export async function checkCalendar({ run, dues, episodes }: Evidence): Promise<Problem[]> {
  const moved = await run.db.raw.query<{ personId: string }>(
    `SELECT "personId" FROM "Decision" WHERE "code" = 'release-day.changed'`,
  );
  const start = localParts(new Date(run.startMs), stationZone).date;
  return episodes.flatMap(({ personId, scope, releaseOn, fromMs, toMs, stoppedMs }) => {
    // Whoever mended the release day has rows of two calendars.
    if (moved.some((row) => row.personId === personId)) return [];
    const asked = new Set(
      dues
        .filter((row) => row.scope === scope && (row.step === 'check-in' || row.step === 'weekly-check'))
        .map((row) => row.localDay),
    );
    const dayOf = (ms: number) => localParts(new Date(ms), stationZone).date;
    // Nothing more is planned for whoever has stopped, or was released once more.
    const last = [toMs, stoppedMs].flatMap((ms) => (ms === null ? [] : [dayOf(ms)])).sort()[0] ?? '9999';
    // The zones lie around the station's: the day after that on which it began is new for everybody.
    const first = fromMs === null ? start : addDays(dayOf(fromMs), 1);
    const missing = Array.from({ length: run.options.days }, (_, index) => addDays(start, index + 1)).filter(
      (date) =>
        date > first &&
        date < last &&
        isCheckInDay(daysFrom(releaseOn, date), weekdayOf(date)) &&
        !asked.has(date),
    );
    if (missing.length === 0) return [];
    const chat = run.cast.find((member) => member.id === personId)?.chat ?? null;
    return [{ check: 'calendar', chat, detail: `no check-in row in ${scope} on ${missing.join(', ')}` }];
  });
}

const daysFrom = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
const weekdayOf = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
