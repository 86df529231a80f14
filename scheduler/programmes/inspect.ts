/** What the shape of a programme file cannot say: references, days, hours, priorities, and steps that could never run. */
import type { Problem } from './errors.js';
import { inspectStep } from './inspect-step.js';
import type { Programme } from './schema.js';
import { CATEGORIES } from './vocabulary.js';

/** Everything that is wrong with a well-formed programme, in the order of the file. Empty when it may run. */
export function inspectProgramme(programme: Programme): Problem[] {
  return [
    ...inspectDays(programme),
    ...inspectCaps(programme),
    ...inspectPriority(programme),
    ...inspectLadder(programme),
    ...inspectTemplates(programme),
    ...inspectIds(programme),
    ...programme.steps.flatMap((step, i) => inspectStep(programme, step, `steps[${String(i)}]`)),
  ];
}

function inspectDays({ days }: Programme): Problem[] {
  if (days.from <= days.to) return [];
  const got = `${String(days.from)}…${String(days.to)}`;
  return [{ path: 'days', expected: 'from before to', got, fix: 'swap them' }];
}

interface Band {
  readonly from: number;
  readonly to: number;
}

/** Bands must follow each other without hole or overlap, and reach from the first to the last day needed. */
function inspectBands(path: string, bands: readonly Band[], from: number, to: number): Problem[] {
  const problems: Problem[] = [];
  bands.forEach((band, i) => {
    const here = `${path}[${String(i)}]`;
    const due = i === 0 ? undefined : (bands[i - 1]?.to ?? 0) + 1;
    const startsWrong = due === undefined ? band.from > from : band.from !== due;
    const got = String(band.from);
    if (startsWrong) {
      const expected = due === undefined ? `day ${String(from)} or earlier` : `day ${String(due)}`;
      problems.push({ path: `${here}.from`, expected, got, fix: 'leave no day out and none twice' });
    }
    if (band.from > band.to) {
      problems.push({
        path: `${here}.to`,
        expected: `day ${got} or later`,
        got: String(band.to),
        fix: 'swap them',
      });
    }
  });
  const end = bands.at(-1)?.to ?? from;
  if (end < to) {
    const fix = 'extend the last one';
    problems.push({ path, expected: `bands up to day ${String(to)}`, got: `day ${String(end)}`, fix });
  }
  return problems;
}

function inspectCaps({ caps, days }: Programme): Problem[] {
  const small = caps.client.flatMap((cap, i) => {
    if (cap.withAppointment >= cap.max) return [];
    const path = `caps.client[${String(i)}].withAppointment`;
    return [
      {
        path,
        expected: `at least max (${String(cap.max)})`,
        got: String(cap.withAppointment),
        fix: 'raise it',
      },
    ];
  });
  return [...inspectBands('caps.client', caps.client, days.from, days.to), ...small];
}

function inspectPriority({ priority }: Programme): Problem[] {
  const problems: Problem[] = [];
  priority.forEach((category, i) => {
    if (priority.indexOf(category) === i) return;
    const path = `priority[${String(i)}]`;
    problems.push({ path, expected: 'each category once', got: category, fix: 'remove the second one' });
  });
  for (const category of CATEGORIES) {
    if (priority.includes(category)) continue;
    problems.push({
      path: 'priority',
      expected: `${category} somewhere`,
      got: 'nothing',
      fix: `add ${category}`,
    });
  }
  return problems;
}

function inspectLadder({ ladder, days }: Programme): Problem[] {
  return inspectBands('ladder.callTask', ladder.callTask, Math.max(1, days.from), days.to);
}

function inspectTemplates({ templates }: Programme): Problem[] {
  return Object.entries(templates).flatMap(([name, { baseline }]) => {
    if (baseline.from <= baseline.to) return [];
    const got = `${String(baseline.from)}…${String(baseline.to)}`;
    return [{ path: `templates.${name}.baseline`, expected: 'from before to', got, fix: 'swap them' }];
  });
}

function inspectIds({ steps }: Programme): Problem[] {
  const first = new Map<string, number>();
  return steps.flatMap((step, i) => {
    const earlier = first.get(step.id);
    if (earlier === undefined) {
      first.set(step.id, i);
      return [];
    }
    const expected = `an id of its own (steps[${String(earlier)}] has it already)`;
    return [{ path: `steps[${String(i)}].id`, expected, got: step.id, fix: 'rename one of them' }];
  });
}
