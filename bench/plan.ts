/** Planning days 0–90 of a whole city, pure, against building as many plain objects. */
import { loadCalendar } from '../scheduler/calendar/index.js';
import { plan as planOf, settledRows } from '../scheduler/planner/index.js';
import { sampleEnrolment } from '../scheduler/planner/sample.js';
import { loadProgramme } from '../scheduler/programmes/index.js';
import { measure, peakMiB } from './support/measure.js';
import { round, type Bench } from './support/report.js';

const hours = ['08:30', '12:00', '18:00', '20:00', '21:00'];
const templates = ['cn-22', 'cn-12', 'cn-28', null] as const;

export const plan: Bench = async ({ quick }) => {
  const count = quick ? 100 : 12_003;
  const programme = loadProgramme();
  const calendar = loadCalendar();
  const now = new Date('2026-11-25T02:00:00Z');
  const settled = settledRows([], now, 'Asia/Shanghai');
  const one = (index: number) =>
    planOf({
      programme,
      calendar,
      now,
      settled,
      enrolment: sampleEnrolment({
        id: `e${index}`,
        seed: `seed-${index}`,
        hour: hours[index % hours.length]!,
        testTemplate: templates[index % templates.length]!,
        releaseOn: `2026-12-${String(1 + (index % 28)).padStart(2, '0')}`,
      }),
    }).filter((row) => row.day === null || row.day <= 90);
  for (let index = 0; index < Math.min(count, 200); index += 1) one(index);
  const heapBefore = heapMiB();
  let rows = 0;
  let heapMost = 0;
  const measured = await measure(async () => {
    for (let index = 0; index < count; index += 1) {
      rows += one(index).length;
      if (index % 20 === 19) await new Promise((resolve) => setImmediate(resolve));
      if (index % 1_000 === 0) heapMost = Math.max(heapMost, heapMiB());
    }
  });
  const objects = await measure(() => Promise.resolve(plainObjects(rows)));
  const perSecond = rows / measured.seconds;
  const grown = heapMost - heapBefore;
  return {
    name: 'plan',
    what: `${count} enrolments, all of days 0–90: ${rows} due rows`,
    value: perSecond,
    unit: 'due rows/s',
    aim: '≥ 50,000 due rows/s, memory flat',
    reached: perSecond >= 50_000 && grown < 64,
    figures: {
      'plans/s': round(count / measured.seconds),
      'rows a person': round(rows / count),
      'of building plain objects': round(objects.seconds / measured.seconds),
      'heap grown at most, MiB': round(grown),
    },
    stallMs: measured.stallMs,
    rssMiB: peakMiB(),
  };
};

const heapMiB = () => {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

/** The least that anything must do that yields so many rows. */
function plainObjects(count: number): number {
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    const row = { step: `s${index}`, cycle: String(index), dueAt: new Date(index), args: { day: index } };
    sum += row.cycle.length;
  }
  return sum;
}
