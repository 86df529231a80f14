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

interface Enrolled {
  readonly id: string;
  readonly personId: string;
  readonly releaseOn: string;
  /** Null while they go on. */
  readonly stoppedAt: number | null;
}

/** Each day on which a client is to be asked how they are has its row, whatever became of it. */
export async function checkCalendar({ run, dues }: Evidence): Promise<Problem[]> {
  const moved = await run.db.raw.query<{ personId: string }>(
    `SELECT "personId" FROM "Decision" WHERE "code" = 'release-day.changed'`,
  );
  const enrolled = await run.db.raw.query<Enrolled>(
    `SELECT "id","personId","releaseOn","stoppedAt" FROM "Enrolment"`,
  );
  const first = localParts(new Date(run.startMs), stationZone).date;
  return enrolled.flatMap(({ id, personId, releaseOn, stoppedAt }) => {
    // Whoever mended the release day has rows of two calendars.
    if (moved.some((row) => row.personId === personId)) return [];
    const scope = `enrolment:${id}`;
    const asked = new Set(
      dues
        .filter((row) => row.scope === scope && (row.step === 'check-in' || row.step === 'weekly-check'))
        .map((row) => row.localDay),
    );
    // Nothing more is planned for whoever has stopped.
    const last = stoppedAt === null ? '9999' : localParts(new Date(stoppedAt), stationZone).date;
    const missing = Array.from({ length: run.options.days }, (_, index) => addDays(first, index + 1)).filter(
      (date) => date < last && isCheckInDay(daysFrom(releaseOn, date), weekdayOf(date)) && !asked.has(date),
    );
    if (missing.length === 0) return [];
    const chat = run.cast.find((member) => member.id === personId)?.chat ?? null;
    return [{ check: 'calendar', chat, detail: `no check-in row on ${missing.join(', ')}` }];
  });
}

const daysFrom = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
const weekdayOf = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
