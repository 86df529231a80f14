/** A person's move from an older revision of a programme to a newer one, as data. Pure. */
import type { Programme, ProgrammeMigration } from './schema.js';
import type { LateRule } from './vocabulary.js';

/** A row's name within an enrolment. */
interface Key {
  readonly step: string;
  readonly cycle: string;
}

/** One move that a person has made. */
export interface Move {
  readonly from: number;
  readonly to: number;
  /** ISO instant */
  readonly at: string;
}

/** The migrations that lead from a revision to the programme's own; null when one is missing. */
export function pathFrom(programme: Programme, revision: number): readonly ProgrammeMigration[] | null {
  const path = programme.migrations.filter(({ from }) => from >= revision);
  return path.length === programme.revision - revision && revision <= programme.revision ? path : null;
}

/** What a row is called after a path; rows of removed steps keep their name. */
export function keyAfter(path: readonly ProgrammeMigration[], key: Key): Key {
  return path.reduce<Key>(({ step, cycle }, { renamed }) => {
    const move = renamed.find((one) => one.step === step);
    // A lesson's cycle names the family member behind the day: 'D14:<id>'.
    const [day = '', ...rest] = cycle.split(':');
    const cycles = move?.cycles ?? {};
    const renamedDay = cycles[day];
    const whole = cycles[cycle] ?? (renamedDay === undefined ? cycle : [renamedDay, ...rest].join(':'));
    return move === undefined ? { step, cycle } : { step: move.to, cycle: whole };
  }, key);
}

/** The steps that a person's moves brought, each with its rule for days that were past then. */
export function addedBy(
  programme: Programme,
  moves: readonly Move[],
): { readonly step: string; readonly at: Date; readonly late: LateRule }[] {
  return moves.flatMap(({ from, to, at }) =>
    programme.migrations
      .filter((migration) => migration.from >= from && migration.from < to)
      .flatMap(({ added }) =>
        Object.entries(added).map(([step, late]) => ({ step, at: new Date(at), late })),
      ),
  );
}
