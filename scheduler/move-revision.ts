import type { Tx } from '../prisma/client.js';
import { insertDecision } from '../prisma/repositories/decisions.js';
import { dueOfScope } from '../prisma/repositories/due.js';
import { movesOf } from './plan-facts.js';
import { keyAfter, pathFrom, type Programme, type ProgrammeMigration } from './programmes/index.js';
import { replan, type ReplanInput } from './replan.js';
import { enrolmentScope } from './scope.js';

/** What a move to the newest revision does to a person's rows; texts are `step/cycle`. */
export interface MoveReport {
  readonly from: number;
  readonly to: number;
  /** Rows under a new name, what was done included. */
  readonly renamed: readonly string[];
  /** What waited and does so no more. */
  readonly takenOut: readonly string[];
  /** What waits now and did not. */
  readonly added: readonly string[];
  /** What waits for another moment than before. */
  readonly shifted: readonly string[];
}

/** Why nobody can be moved: `current` already, or `unknown`: no stated way leads from their revision. */
export type NoMove = 'not-enrolled' | 'other-programme' | 'current' | 'unknown';

/**
 * Moves one person to the newest revision in the caller's transaction: rows are renamed as the programme states it,
 * then the person is planned anew, so that what was done stays done, what waits keeps its place, and what is new
 * follows its rule. Whoever wants to see it first rolls the transaction back.
 */
export async function moveToNewest(tx: Tx, input: ReplanInput): Promise<MoveReport | NoMove> {
  const { programme, personId, now } = input;
  const row = await tx.prisma.enrolment.findUnique({ where: { personId } });
  if (row === null) return 'not-enrolled';
  if (row.programme !== programme.id) return 'other-programme';
  if (row.revision === programme.revision) return 'current';
  const path = pathFrom(programme, row.revision);
  if (path === null) return 'unknown';
  const scope = enrolmentScope(row);
  const before = await waiting(tx, scope);
  const renamed = await rename(tx, scope, path);
  const moves = [
    ...movesOf(row),
    { from: row.revision, to: programme.revision, at: now.toISOString() },
  ] as unknown as object[];
  await tx.prisma.enrolment.update({ where: { personId }, data: { revision: programme.revision, moves } });
  const cycle = String(programme.revision);
  const code = 'planned.new-revision';
  await insertDecision(tx.raw, { scope, step: 'programme', cycle, personId, code, at: now });
  await replan(tx, input);
  return {
    ...compare(before, await waiting(tx, scope)),
    renamed,
    from: row.revision,
    to: programme.revision,
  };
}

/** How many people are on which revision. */
export interface OnRevision {
  readonly programme: string;
  readonly revision: number;
  readonly personIds: readonly string[];
  readonly stands: 'current' | 'can-move' | 'unknown';
}

/** Everybody who is not through yet, by programme and revision. */
export async function revisionsInUse(tx: Pick<Tx, 'prisma'>, programme: Programme): Promise<OnRevision[]> {
  const rows = await tx.prisma.enrolment.findMany({
    where: { state: { not: 'completed' } },
    orderBy: [{ programme: 'asc' }, { revision: 'asc' }, { enrolledAt: 'asc' }],
    select: { personId: true, programme: true, revision: true },
  });
  const groups = new Map<string, typeof rows>();
  for (const row of rows) {
    const name = `${row.programme}@${String(row.revision)}`;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups.values()].map((group) => {
    const { programme: id, revision } = group[0]!;
    const isOurs = id === programme.id;
    const canMove = isOurs && pathFrom(programme, revision) !== null;
    const stands = isOurs && revision === programme.revision ? 'current' : canMove ? 'can-move' : 'unknown';
    return { programme: id, revision, personIds: group.map(({ personId }) => personId), stands };
  });
}

interface Waiting {
  readonly name: string;
  readonly dueAt: number;
}

async function waiting(tx: Tx, scope: string): Promise<Map<number, Waiting>> {
  const rows = await dueOfScope(tx.raw, scope);
  return new Map(
    rows
      .filter(({ state }) => state === 'planned' || state === 'folded' || state === 'claimed')
      .map(({ id, step, cycle, dueAt }) => [id, { name: `${step}/${cycle}`, dueAt: dueAt.getTime() }]),
  );
}

function compare(before: ReadonlyMap<number, Waiting>, after: ReadonlyMap<number, Waiting>) {
  const names = (rows: Iterable<[number, Waiting]>, keep: (id: number, row: Waiting) => boolean) =>
    [...rows].filter(([id, row]) => keep(id, row)).map(([, { name }]) => name);
  return {
    takenOut: names(before, (id) => !after.has(id)),
    added: names(after, (id) => !before.has(id)),
    shifted: names(after, (id, row) => before.has(id) && before.get(id)!.dueAt !== row.dueAt),
  };
}

/** Under a name that no step can have, so that chains (D2 → D3, D3 → D4) never meet. */
const aside = '~';

/** Gives rows and their decisions the names of the new revision; the hosts that folded rows name, too. */
async function rename(tx: Tx, scope: string, path: readonly ProgrammeMigration[]): Promise<string[]> {
  const rows = await dueOfScope(tx.raw, scope);
  const changed = rows.flatMap(({ step, cycle }) => {
    const key = keyAfter(path, { step, cycle });
    return key.step === step && key.cycle === cycle ? [] : [{ step, cycle, key }];
  });
  for (const put of [aside, '']) {
    for (const { step, cycle, key } of changed) {
      const from = put === '' ? { step: `${aside}${key.step}`, cycle: key.cycle } : { step, cycle };
      const to = { step: `${put}${key.step}`, cycle: key.cycle };
      await renameOne(tx, scope, from, to);
    }
  }
  return changed.map(({ step, cycle, key }) => `${step}/${cycle} → ${key.step}/${key.cycle}`);
}

async function renameOne(
  tx: Tx,
  scope: string,
  from: { readonly step: string; readonly cycle: string },
  to: { readonly step: string; readonly cycle: string },
): Promise<void> {
  const params = [to.step, to.cycle, scope, from.step, from.cycle] as const;
  await tx.raw.exec(
    `UPDATE "Due" SET "step" = ?, "cycle" = ? WHERE "scope" = ? AND "step" = ? AND "cycle" = ?`,
    ...params,
  );
  await tx.raw.exec(
    `UPDATE "Due" SET "hostStep" = ?, "hostCycle" = ? WHERE "scope" = ? AND "hostStep" = ? AND "hostCycle" = ?`,
    ...params,
  );
  await tx.raw.exec(
    `UPDATE "Decision" SET "step" = ?, "cycle" = ? WHERE "scope" = ? AND "step" = ? AND "cycle" = ?`,
    ...params,
  );
}
