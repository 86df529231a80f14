/** What holds for every plan, over random people, zones, hours, templates and moments. The seed is printed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, inQuietHours, localParts, toInstant } from '../zone/index.js';
import {
  alive,
  calendar,
  cases,
  countByDay,
  keyOf,
  planOf,
  programme,
  zones,
  type Case,
} from './arbitrary.js';
import type { PlanItem } from './index.js';
import { sampleEnrolment } from './sample.js';

const seed = Number(process.env['SEED'] ?? 20_261_201);
const options = { seed, numRuns: Number(process.env['RUNS'] ?? 150) };
console.log(`plan properties: SEED=${String(seed)} RUNS=${String(options.numRuns)}`);

const check = (property: (c: Case) => void): void => {
  fc.assert(fc.property(cases, property), options);
};

/** Daily to D14, Mon Wed Fri Sun to D42, Mon Wed Fri to D90, as the domain says it. */
function isCadenceDay(day: number, date: string): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
  if (day <= 14) return true;
  return (day <= 42 ? [1, 3, 5, 7] : [1, 3, 5]).includes(weekday);
}

describe('every plan', () => {
  it('is due at or after now, and not in quiet hours', () => {
    check((c) => {
      for (const item of alive(planOf(c))) {
        expect(item.dueAt.getTime(), keyOf(item)).toBeGreaterThanOrEqual(c.now.getTime());
        expect(inQuietHours(item.dueAt, c.enrolment.zone, programme.quietHours), keyOf(item)).toBe(false);
        expect(localParts(item.dueAt, c.enrolment.zone).date, keyOf(item)).toBe(item.localDay);
      }
    });
  });

  it('is due before it is stale', () => {
    check((c) => {
      for (const item of alive(planOf(c))) {
        expect(item.expiresAt?.getTime() ?? Infinity, keyOf(item)).toBeGreaterThan(item.dueAt.getTime());
      }
    });
  });

  it('names each step and cycle once, and gives each dropped or folded one its reason', () => {
    check((c) => {
      const items = planOf(c);
      expect(new Set(items.map(keyOf)).size).toBe(items.length);
      expect(items.filter((item) => item.state !== 'planned' && item.reason === null).map(keyOf)).toEqual([]);
    });
  });

  it('keeps the caps: 2 a day to D42, then 1, or 2 with an appointment reminder', () => {
    check((c) => {
      for (const [day, count] of countByDay(planOf(c))) {
        const n = (Date.parse(day) - Date.parse(c.enrolment.releaseOn)) / 86_400_000;
        expect(count.total, day).toBeLessThanOrEqual(2);
        expect(count.plain, day).toBeLessThanOrEqual(n <= 42 ? 2 : 1);
      }
    });
  });

  it('leaves out an appointment reminder only for arrival, other appointments or a check-in of D1–14', () => {
    check((c) => {
      const items = planOf(c);
      for (const lost of items.filter(
        (item) => item.category === 'appointment' && item.reason === 'cap-full',
      )) {
        const inTheWay = items.filter(
          (item) =>
            item.proactive &&
            item.to === 'client' &&
            item.localDay === lost.localDay &&
            item.step !== 'call-up',
        );
        const rightly = (item: PlanItem): boolean =>
          ['arrival', 'appointment'].includes(item.category) || (item.group === 'check-in' && item.day <= 14);
        expect(inTheWay.length, keyOf(lost)).toBe(2);
        expect(inTheWay.every(rightly), keyOf(lost)).toBe(true);
      }
    });
  });

  it('has one check-in a day at most, and none displaced in D1–14', () => {
    check((c) => {
      const hosts = planOf(c).filter((item) => item.flow === 'check-in' || item.flow === 'weekly-check');
      const planned = hosts.filter((item) => item.state === 'planned').map((item) => item.localDay);
      expect(new Set(planned).size).toBe(planned.length);
      expect(hosts.filter((item) => item.day <= 14 && item.reason === 'cap-full').map(keyOf)).toEqual([]);
    });
  });

  it('folds only into what is really going to happen, and no more than a check-in can carry', () => {
    check((c) => {
      const items = planOf(c);
      const planned = new Map(
        items.filter((item) => item.state === 'planned').map((item) => [keyOf(item), item]),
      );
      const lines = new Map<string, number>();
      for (const item of items) {
        if (item.foldedInto === null) continue;
        const host = planned.get(keyOf(item.foldedInto));
        expect(host?.dueAt.getTime(), keyOf(item)).toBe(item.dueAt.getTime());
        if (item.reason === 'folded')
          lines.set(keyOf(item.foldedInto), (lines.get(keyOf(item.foldedInto)) ?? 0) + 1);
      }
      expect(Math.max(0, ...lines.values())).toBeLessThanOrEqual(programme.caps.linesPerHost);
    });
  });

  it('gives workers tasks on working days only, and family one lesson a week', () => {
    check((c) => {
      const items = alive(planOf(c));
      const tasks = items.filter((item) => item.to === 'worker');
      expect(tasks.filter((item) => !calendar.isWorkingDay(item.localDay)).map(keyOf)).toEqual([]);
      for (const id of c.enrolment.familyIds) {
        const lessons = items
          .filter((item) => item.familyId === id && item.flow === 'lesson')
          .map((item) => item.day);
        lessons.forEach((day, i) => expect(day - (lessons[i - 1] ?? -100)).toBeGreaterThanOrEqual(7));
      }
    });
  });

  it('keeps pauses and leave', () => {
    check((c) => {
      for (const item of alive(planOf(c))) {
        if (item.to === 'worker') continue;
        for (const pause of c.enrolment.paused) {
          const inside = item.dueAt >= pause.from && (pause.to === null || item.dueAt < pause.to);
          expect(inside && (pause.category === null || pause.category === item.category), keyOf(item)).toBe(
            false,
          );
        }
        const away = c.enrolment.leave.some(({ from, to }) => item.localDay >= from && item.localDay <= to);
        expect(away && ['call-up', 'group-meeting', 'activity'].includes(item.step), keyOf(item)).toBe(false);
      }
    });
  });

  it('leaves no gap: every cadence day is asked or says why not, and no week goes by without a check-in', () => {
    check((c) => {
      const enrolment = { ...c.enrolment, paused: [] };
      const hosts = planOf({ ...c, enrolment }).filter(
        (item) => item.step === 'check-in' || item.step === 'weekly-check',
      );
      const today = localParts(c.now, enrolment.zone).date;
      const rows = new Map(hosts.map((item) => [item.step === 'check-in' ? item.cycle : '', item]));
      const asked = new Set(
        hosts
          .filter((item) => item.state === 'planned')
          .map((item) => daysBetween(enrolment.releaseOn, item.localDay)),
      );
      let last: number | null = null;
      for (let day = 1; day <= 90; day++) {
        const date = addDays(enrolment.releaseOn, day);
        if (isCadenceDay(day, date)) expect(rows.get(date)?.state, date).toBeDefined();
        if (date <= today) continue;
        last ??= day;
        if (asked.has(day)) last = day;
        expect(day - last, `D${String(day)}`).toBeLessThanOrEqual(day <= 14 ? 0 : 7);
      }
    });
  });

  it('asks at the same hour of the wall clock, the weeks in which clocks change included', () => {
    for (const zone of zones) {
      for (const releaseOn of ['2026-03-01', '2026-08-20', '2026-10-01']) {
        const enrolledAt = toInstant(addDays(releaseOn, -5), '12:00', zone);
        const items = planOf({
          enrolment: sampleEnrolment({ zone, releaseOn, enrolledAt, hour: '09:15' }),
          now: enrolledAt,
        });
        const hosts = items.filter((item) => item.flow === 'check-in' && item.state === 'planned');
        expect(hosts.length).toBeGreaterThan(30);
        expect(new Set(hosts.map((item) => localParts(item.dueAt, zone).time)), zone).toEqual(
          new Set(['09:15']),
        );
      }
    }
  });

  it('is the same when made again', () => {
    check((c) => {
      expect(planOf(c)).toEqual(planOf(c));
    });
  });
});
