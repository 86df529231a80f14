/** What may be wrong with one step of a programme. */
import { minutesAreQuiet, minutesOf } from '../zone/index.js';
import { nearest, type Problem } from './errors.js';
import type { Programme, Step } from './schema.js';

/** Everything wrong with one step; `path` is where it stands in the file. */
export function inspectStep(programme: Programme, step: Step, path: string): Problem[] {
  const problems: Problem[] = [];
  const report = (at: string, expected: string, got: string, fix: string): void => {
    problems.push({ path: `${path}.${at}`, expected, got, fix });
  };
  inspectDaysOf(programme, step, report);
  inspectRanges(step, report);
  inspectClocks(programme, step, report);
  inspectReferences(programme, step, report);
  inspectRecipient(step, report);
  inspectWindow(programme, step, report);
  inspectReach(programme, step, report);
  return problems;
}

type Report = (at: string, expected: string, got: string, fix: string) => void;

/** Days named by a step, with their place in the file (release-based ones only: others float). */
function namedDays(step: Step): { at: string; day: number }[] {
  const { when } = step;
  switch (when.on) {
    case 'days':
      return when.anchor === 'release'
        ? when.days.map((day, i) => ({ at: `when.days[${String(i)}]`, day }))
        : [];
    case 'nearest':
      return when.days.map((day, i) => ({ at: `when.days[${String(i)}]`, day }));
    case 'cadence':
    case 'group-day':
      return when.phases.flatMap(({ from, to }, i) => [
        { at: `when.phases[${String(i)}].from`, day: from },
        { at: `when.phases[${String(i)}].to`, day: to },
      ]);
    case 'random':
      return [
        { at: 'when.from', day: when.from },
        { at: 'when.to', day: when.to },
      ];
    case 'baseline':
      return [{ at: 'when.day', day: when.day }];
    default:
      return [];
  }
}

function inspectDaysOf({ days }: Programme, step: Step, report: Report): void {
  for (const { at, day } of namedDays(step)) {
    if (day >= days.from && day <= days.to) continue;
    report(
      at,
      `a day from ${String(days.from)} to ${String(days.to)}`,
      String(day),
      'move it, or widen days',
    );
  }
  const { when } = step;
  if (when.on !== 'days' && when.on !== 'nearest') return;
  when.days.forEach((day, i) => {
    if (when.days.indexOf(day) !== i)
      report(`when.days[${String(i)}]`, 'each day once', String(day), 'remove it');
  });
}

function inspectRanges({ when, protect }: Step, report: Report): void {
  const turned = (at: string, from: number, to: number): void => {
    if (from > to)
      report(at, 'from before to', `${String(from)}…${String(to)}`, 'swap them; it would never run');
  };
  if (when.on === 'cadence' || when.on === 'group-day') {
    when.phases.forEach(({ from, to }, i) => {
      turned(`when.phases[${String(i)}]`, from, to);
      const before = when.phases[i - 1];
      if (before !== undefined && from <= before.to) {
        report(
          `when.phases[${String(i)}].from`,
          `after day ${String(before.to)}`,
          String(from),
          'phases may not overlap',
        );
      }
    });
  }
  if (when.on === 'cadence')
    when.block.forEach(({ from, to }, i) => turned(`when.block[${String(i)}]`, from, to));
  if (when.on === 'random' || when.on === 'request') turned('when', when.from, when.to);
  if (when.on === 'random') turned('when.between', minutesOf(when.between[0]), minutesOf(when.between[1]));
  if (protect !== undefined) turned('protect', protect.from, protect.to);
}

function clocksOf({ when }: Step): { at: string; clock: string }[] {
  switch (when.on) {
    case 'deadline':
      return (['15', '2'] as const).flatMap((rule) =>
        when.rules[rule].map(({ at }, i) => ({ at: `when.rules.${rule}[${String(i)}].at`, clock: at })),
      );
    case 'appointment':
      return when.leads.flatMap((lead, i) =>
        'at' in lead ? [{ at: `when.leads[${String(i)}].at`, clock: lead.at }] : [],
      );
    case 'random':
      return when.between.map((clock, i) => ({ at: `when.between[${String(i)}]`, clock }));
    case 'days':
    case 'cadence':
    case 'baseline':
    case 'tests':
    case 'block':
    case 'end':
      return [{ at: 'when.at', clock: when.at }];
    case 'nearest':
    case 'group-day':
    case 'request':
      return [];
  }
}

function inspectClocks({ quietHours }: Programme, step: Step, report: Report): void {
  const open = `a time from ${quietHours.to} to before ${quietHours.from}`;
  for (const { at, clock } of clocksOf(step)) {
    if (clock === 'hour' || !minutesAreQuiet(minutesOf(clock), quietHours)) continue;
    report(at, open, clock, 'move it out of quiet hours');
  }
}

/** Cadences carry others; so may a step that keeps to its day (no window, never sent late). */
function canHost({ to, when, window, late, fold }: Step): boolean {
  if (to !== 'client' || fold !== undefined) return false;
  return (
    when.on === 'cadence' || (when.on === 'days' && window.before + window.after === 0 && late === 'skip')
  );
}

function inspectReferences({ steps }: Programme, step: Step, report: Report): void {
  const cadences = steps
    .filter(({ when, to }) => when.on === 'cadence' && to === 'client')
    .map(({ id }) => id);
  const hosts = steps.filter((other) => other.id !== step.id && canHost(other)).map(({ id }) => id);
  const check = (at: string, id: string, known: readonly string[]): void => {
    if (known.includes(id)) return;
    const close = nearest(id, known);
    const fix = close === undefined ? 'name a step whose when is on: cadence' : `did you mean ${close}?`;
    report(at, `the id of a step that can carry others (${known.join(', ') || 'there is none'})`, id, fix);
  };
  if (step.fold !== undefined) check('fold.into', step.fold.into, hosts);
  if (step.when.on === 'nearest') check('when.of', step.when.of, cadences);
}

function inspectRecipient({ to, flow, when, needs, fold }: Step, report: Report): void {
  if ((to === 'worker') !== (flow === 'task')) {
    report(
      'flow',
      to === 'worker' ? 'task (it is for a worker)' : 'a conversation',
      flow,
      'change to or flow',
    );
  }
  if (fold !== undefined && to !== 'client')
    report('fold', 'nothing (only the client has check-ins)', to, 'remove it');
  if (to !== 'family') return;
  if (needs.scope === undefined || !needs.scope.startsWith('family.')) {
    report(
      'needs.scope',
      'family.F1 or family.F2',
      needs.scope ?? 'nothing',
      'family receives nothing without a scope',
    );
  }
  if (when.on !== 'days' && when.on !== 'appointment') {
    report('when.on', 'days or appointment (it is for the family)', when.on, 'change to or when');
  }
}

function inspectWindow({ days }: Programme, { when, window }: Step, report: Report): void {
  if (when.on !== 'days') {
    for (const side of ['before', 'after'] as const) {
      if (window[side] === 0) continue;
      report(`window.${side}`, `0 (on: ${when.on} does not move)`, String(window[side]), 'remove it');
    }
    return;
  }
  if (when.anchor !== 'release') return;
  if (window.before > 0 && Math.max(...when.days) - window.before < days.from) {
    report(
      'window.before',
      `to stay inside the days`,
      String(window.before),
      `the first day is ${String(days.from)}`,
    );
  }
  if (window.after > 0 && Math.min(...when.days) + window.after > days.to) {
    report(
      'window.after',
      'to stay inside the days',
      String(window.after),
      `the last day is ${String(days.to)}`,
    );
  }
}

/** Steps that could never run, and arguments that could never be used. */
function inspectReach({ templates }: Programme, { when, needs, argsByDay }: Step, report: Report): void {
  const conditions = needs.conditions ?? [];
  if (needs.template === true && conditions.includes('no-template-yet')) {
    report(
      'needs',
      'conditions that can hold together',
      'template and no-template-yet',
      'it would never run',
    );
  }
  if (when.on === 'days' && when.anchor === 'report-in' && conditions.includes('not-reported-in')) {
    report(
      'needs.conditions',
      'conditions that can hold',
      'not-reported-in after report-in',
      'it would never run',
    );
  }
  if (when.on === 'deadline' && when.rules['15'].length + when.rules['2'].length === 0) {
    report('when.rules', 'at least one day in one rule', 'none', 'it would never run');
  }
  const tests = when.on === 'random' || when.on === 'tests';
  if (tests && needs.template !== true) {
    report('needs.template', 'true (a worker confirms the template first)', 'nothing', 'add template: true');
  }
  if (needs.template === true && Object.keys(templates).length === 0) {
    report('needs.template', 'a template in the file', 'none', 'add one under templates; it would never run');
  }
  const named = when.on === 'days' ? when.days.map(String) : [];
  for (const key of Object.keys(argsByDay)) {
    if (named.includes(key)) continue;
    report(
      `argsByDay.${key}`,
      `one of its own days (${named.join(', ') || 'it has none'})`,
      key,
      'remove or mend it',
    );
  }
}
