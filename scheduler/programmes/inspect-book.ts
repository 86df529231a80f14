/** What may be wrong between programmes: revisions that do not follow, steps that a move would lose or double. */
import type { Problem } from './errors.js';
import type { Programme, ProgrammeMigration, Step } from './schema.js';

type Find = (id: string, revision: number) => Programme | null;

/** Everything that is wrong with programmes taken together; `path` begins with `id@revision`. */
export function inspectBook(programmes: readonly Programme[], find: Find): Problem[] {
  return programmes.flatMap((one, i) => [
    ...inspectTwice(programmes, one, i),
    ...inspectNext(one, find),
    ...inspectMigrations(one, find),
  ]);
}

const nameOf = ({ id, revision }: Pick<Programme, 'id' | 'revision'>) => `${id}@${String(revision)}`;

function inspectTwice(all: readonly Programme[], one: Programme, index: number): Problem[] {
  if (all.findIndex((other) => nameOf(other) === nameOf(one)) === index) return [];
  const fix = 'give the newer file the next revision';
  return [{ path: nameOf(one), expected: 'each revision once', got: `${nameOf(one)} in two files`, fix }];
}

/** The next programme begins on the day after, and keeps the same night. */
function inspectNext(one: Programme, find: Find): Problem[] {
  if (one.next === undefined) return [];
  const path = `${nameOf(one)}.next`;
  const next = find(one.next.id, one.next.revision);
  if (next === null)
    return [{ path, expected: 'a programme that is there', got: nameOf(one.next), fix: 'add its file' }];
  const problems: Problem[] = [];
  const due = String(one.days.to + 1);
  if (next.days.from !== one.days.to + 1) {
    const fix = `let ${nameOf(next)} begin on day ${due}`;
    problems.push({ path, expected: `days from ${due}`, got: String(next.days.from), fix });
  }
  const night = ({ quietHours }: Programme) => `${quietHours.from}–${quietHours.to}`;
  if (night(next) !== night(one))
    problems.push({ path, expected: `quiet hours ${night(one)}`, got: night(next), fix: 'use one night' });
  return problems;
}

function inspectMigrations(one: Programme, find: Find): Problem[] {
  const path = `${nameOf(one)}.migrations`;
  const froms = one.migrations.map(({ from }) => from);
  const first = one.revision - froms.length;
  const follows = froms.every((from, i) => from === first + i);
  if (!follows || first < 1) {
    const expected = `one for each revision up to ${String(one.revision - 1)}, oldest first`;
    return [{ path, expected, got: froms.join(', '), fix: 'leave none out; the last is the one before' }];
  }
  return one.migrations.flatMap((migration, i) => {
    const [before, after] = [find(one.id, migration.from), find(one.id, migration.from + 1)];
    if (before === null || after === null) return [];
    const steps = [stepsOf(before, find), stepsOf(after, find)] as const;
    return inspectMove(`${path}[${String(i)}]`, migration, ...steps);
  });
}

/** The steps of a programme and of all that go on from it; of two with one id, both. */
function stepsOf(one: Programme, find: Find): Step[] {
  const next = one.next === undefined ? null : find(one.next.id, one.next.revision);
  return [...one.steps, ...(next === null || next === one ? [] : stepsOf(next, find))];
}

/** Every step and every named day of the old revision has a place in the new one, and the other way round. */
function inspectMove(
  path: string,
  { renamed, removed, added }: ProgrammeMigration,
  before: readonly Step[],
  after: readonly Step[],
): Problem[] {
  const problems: Problem[] = [];
  const report = (expected: string, got: string, fix: string) => problems.push({ path, expected, got, fix });
  const [old, fresh] = [daysById(before), daysById(after)];
  const gone = new Set([...removed, ...renamed.flatMap(({ step, to }) => (step === to ? [] : [step]))]);
  const taken = new Set(renamed.map(({ to }) => to));
  for (const id of gone) if (!old.has(id)) report('a step of the revision before', id, 'remove it');
  for (const { to } of renamed) if (!fresh.has(to)) report('a step of this revision', to, 'mend the name');
  for (const id of removed) if (fresh.has(id)) report('a step that is gone', id, 'it is still there');
  for (const id of Object.keys(added))
    if (!fresh.has(id)) report('a step of this revision', id, 'mend the name');
  for (const id of old.keys())
    if (!fresh.has(id) && !gone.has(id)) report(`${id} renamed or removed`, 'neither', 'say which');
  for (const [id, days] of fresh) {
    const stays = old.has(id) && !gone.has(id);
    if (!stays && !taken.has(id)) {
      if (added[id] === undefined) report(`${id} added (send, skip or task)`, 'nothing', 'say which');
      continue;
    }
    if (gone.has(id) || (stays && renamed.some((one) => one.to === id && one.step !== id)))
      report('one step for each name', `two called ${id}`, 'rename or remove one');
    const known = cyclesAfter(id, renamed, old);
    const extra = days.filter((day) => !known.includes(day));
    if (extra.length > 0 && added[id] === undefined)
      report(`what becomes of ${id} ${extra.join(', ')}`, 'nothing', 'name cycles, or add the step to added');
  }
  return problems;
}

/** The days that people bring along for a step of the new revision. */
function cyclesAfter(
  id: string,
  renamed: ProgrammeMigration['renamed'],
  old: ReadonlyMap<string, readonly string[]>,
): string[] {
  const move = renamed.find(({ to }) => to === id);
  return (old.get(move?.step ?? id) ?? []).map((cycle) => move?.cycles[cycle] ?? cycle);
}

/** The cycles that a step names by day; those named by date or appointment never change their name. */
function daysById(steps: readonly Step[]): Map<string, string[]> {
  const days = new Map<string, string[]>();
  for (const { id, when } of steps) {
    const letter = when.on === 'days' && when.anchor === 'report-in' ? 'R' : 'D';
    const named =
      when.on === 'days' || when.on === 'nearest' ? when.days.map((n) => `${letter}${String(n)}`) : [];
    days.set(id, [...(days.get(id) ?? []), ...named]);
  }
  return days;
}
