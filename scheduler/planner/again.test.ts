/** Planning again, over random people who may also have an end, closer days, switched-off steps and hidden call-ups. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCalendar } from '../calendar/index.js';
import { shippedBook } from '../programmes/index.js';
import { addDays, inQuietHours, localParts } from '../zone/index.js';
import { alive, cases, keyOf, type Case } from './arbitrary.js';
import { plan, reconcile, settledRows, type ExistingDue, type PlanItem } from './index.js';

const seed = Number(process.env['SEED'] ?? 20_261_202);
const options = { seed, numRuns: Number(process.env['RUNS'] ?? 60) };
console.log(`planning again: SEED=${String(seed)} RUNS=${String(options.numRuns)}`);

const calendar = loadCalendar();
/** The first three months and what comes after them, as they are planned together. */
const chain = shippedBook().chain('golden-three-months', 1)!;
const hourMs = 3_600_000;

/** A person, and how many hours pass before they are planned again. */
const people = fc
  .record({
    one: cases,
    end: fc.option(fc.integer({ min: 10, max: 600 })),
    blocks: fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { maxLength: 2 }),
    lighter: fc.boolean(),
    thirdYear: fc.boolean(),
    muted: fc.subarray(['milestone', 'activity', 'job-leads', 'family-lesson']),
    releaseHours: fc.option(fc.integer({ min: 1, max: 72 })),
    later: fc.integer({ min: 1, max: 24 * 40 }),
  })
  .map(({ one, end, blocks, releaseHours, later, muted, ...flags }) => {
    const { releaseOn } = one.enrolment;
    const enrolment = {
      ...one.enrolment,
      ...flags,
      mutedSteps: muted,
      endOn: end === null ? null : addDays(releaseOn, end),
      blocks: blocks.map((day) => addDays(releaseOn, day)),
      appointments: one.enrolment.appointments.map((appointment) => ({
        ...appointment,
        releaseAt: releaseHours === null ? null : new Date(appointment.at.getTime() - releaseHours * hourMs),
      })),
    };
    return { ...one, enrolment, later: new Date(one.now.getTime() + later * hourMs) };
  });

type Person = Case & { readonly later: Date };

function planAt({ enrolment }: Person, now: Date, existing: readonly ExistingDue[] = []): PlanItem[] {
  const settled = settledRows(existing, now, enrolment.zone);
  const given = { enrolment, calendar, now, settled, until: 400 };
  return chain.flatMap((programme) => plan({ programme, ...given }));
}

/** Rows as the table holds them; what was due before `now` has gone out. */
const rowsOf = (items: readonly PlanItem[], now: Date): ExistingDue[] =>
  items.map((item, index) => ({
    ...item,
    id: String(index),
    state: item.state !== 'dropped' && item.dueAt < now ? 'settled' : item.state,
  }));

const check = (property: (person: Person) => void): void => {
  fc.assert(fc.property(people, property), options);
};

describe('planning again', () => {
  it('changes nothing at the same moment', () => {
    check((person) => {
      const items = planAt(person, person.now);
      const rows = rowsOf(items, person.now);
      const again = planAt(person, person.now, rows);
      expect(reconcile(again, rows, person.now)).toEqual({ insert: [], update: [], cancel: [] });
    });
  });

  it('later never plans anew what has gone out, and names each step and cycle once', () => {
    check((person) => {
      const rows = rowsOf(planAt(person, person.now), person.later);
      const again = planAt(person, person.later, rows);
      const changes = reconcile(again, rows, person.later);
      const gone = new Set(rows.filter(({ state }) => state === 'settled').map(keyOf));
      const touched = [...changes.insert, ...changes.update.map(({ item }) => item)];
      expect(touched.map(keyOf).filter((key) => gone.has(key))).toEqual([]);
      expect(new Set(again.map(keyOf)).size).toBe(again.length);
    });
  });

  it('keeps to the night, the end, what is switched off and what may not be shown yet', () => {
    check((person) => {
      const { enrolment, now } = person;
      const { quietHours } = chain[0]!;
      for (const item of alive(planAt(person, now))) {
        expect(inQuietHours(item.dueAt, enrolment.zone, quietHours), keyOf(item)).toBe(false);
        expect(item.dueAt.getTime(), keyOf(item)).toBeGreaterThanOrEqual(now.getTime());
        expect(localParts(item.dueAt, enrolment.zone).date, keyOf(item)).toBe(item.localDay);
        expect(enrolment.mutedSteps, keyOf(item)).not.toContain(item.step);
        if (enrolment.endOn !== null && item.to !== 'worker')
          expect(item.localDay <= enrolment.endOn, keyOf(item)).toBe(true);
        if (item.to === 'client' && item.releaseAt !== null)
          expect(item.dueAt.getTime(), keyOf(item)).toBeGreaterThanOrEqual(item.releaseAt.getTime());
      }
    });
  });
});
