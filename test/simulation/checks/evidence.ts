import { enrolmentScope } from '../../../scheduler/scope.js';
import type { Member } from '../cast.js';
import type { Done, Phone, Shown } from '../phone.js';
import type { Run } from '../world.js';

/** A due row, as it stands at the end. */
export interface DueLine {
  readonly id: number;
  readonly scope: string;
  readonly step: string;
  readonly cycle: string;
  readonly personId: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly localDay: string | null;
  readonly dueAt: number;
  readonly createdAt: number;
  readonly releaseAt: number | null;
  readonly endedAt: number | null;
}

/** A message, as it stands at the end. */
export interface SentLine {
  readonly id: number;
  readonly key: string;
  readonly contactId: string;
  readonly chat: string;
  readonly personId: string | null;
  readonly lane: string;
  readonly kind: string;
  readonly proactive: number;
  readonly text: string;
  readonly state: string;
  readonly error: string | null;
  readonly notBefore: number;
  readonly createdAt: number;
  readonly sentAt: number | null;
  readonly about: string | null;
  /** When it was written, by the clock that nobody sets. */
  readonly writtenMs: number;
}

/** One decision. */
export interface DecisionLine {
  readonly scope: string;
  readonly step: string;
  readonly cycle: string;
  readonly code: string;
  /** By the bot's clock. */
  readonly at: number;
  /** The same moment by the clock that nobody sets. */
  readonly elapsedMs: number;
}

/** Everything the checks read: the phones on one side, the database's account of itself on the other. */
export interface Evidence {
  readonly run: Run;
  readonly dues: readonly DueLine[];
  /** By `scope step cycle`, oldest first. */
  readonly decisions: ReadonlyMap<string, readonly DecisionLine[]>;
  readonly outbox: ReadonlyMap<string, SentLine>;
  /** By chat: what waits, what was sent, what fell, in the order in which it was written. */
  readonly written: ReadonlyMap<string, readonly SentLine[]>;
  readonly people: readonly Witness[];
  /** By the client's id: the release day that counts, and whether it was ever another. */
  readonly enrolments: ReadonlyMap<string, { readonly releaseOn: string; readonly mended: boolean }>;
  /** Each release of each client, oldest first. */
  readonly episodes: readonly Episode[];
}

/** The follow-up of one release. */
export interface Episode {
  readonly personId: string;
  readonly scope: string;
  readonly releaseOn: string;
  /** Null for the first. */
  readonly fromMs: number | null;
  /** When the next one began; null for the last. */
  readonly toMs: number | null;
  /** The same by the clock that nobody sets. */
  readonly overMs: number | null;
  /** Null while they go on, and for all but the last. */
  readonly stoppedMs: number | null;
}

/** Somebody with their phone. */
export interface Witness {
  readonly member: Member;
  readonly phone: Phone;
  readonly shown: readonly Shown[];
  readonly done: readonly Done[];
  /** Moments at which the bot was handed something this person did, by the clock that nobody sets. */
  readonly taken: ReadonlySet<number>;
}

/** Something that must not be. */
export interface Problem {
  readonly check: string;
  readonly chat: string | null;
  readonly detail: string;
}

/** Reads the end of a run. */
export async function gather(run: Run): Promise<Evidence> {
  const { raw } = run.db;
  const { timeline } = run;
  const dues = await raw.query<DueLine>(
    `SELECT "id","scope","step","cycle","personId","state","reason","localDay","dueAt","createdAt","releaseAt","endedAt" FROM "Due" ORDER BY "id"`,
  );
  const decided = await raw.query<Omit<DecisionLine, 'elapsedMs'> & { readonly id: number }>(
    `SELECT "id","scope","step","cycle","code","at" FROM "Decision" ORDER BY "id"`,
  );
  const rows = decided.map((row) => ({ ...row, elapsedMs: timeline.elapsed('Decision', row.id, row.at) }));
  const stored = await raw.query<Omit<SentLine, 'writtenMs'>>(
    `SELECT o."id",o."key",o."contactId",c."chat",o."personId",o."lane",o."kind",o."proactive",o."text",o."state",o."error",
       o."notBefore",o."createdAt",o."sentAt",o."about" FROM "Outbox" o JOIN "Contact" c ON c."id" = o."contactId" ORDER BY o."id"`,
  );
  const sent = stored.map((row) => ({
    ...row,
    writtenMs: timeline.elapsed('Outbox', row.id, row.createdAt),
  }));
  const people = run.cast.map((member): Witness => {
    const phone = run.provider.phone(member.chat);
    const done = phone.done();
    const taken = new Set(done.flatMap(({ takenMs }) => (takenMs === null ? [] : [takenMs])));
    return { member, phone, shown: phone.shown(), done, taken };
  });
  return {
    run,
    dues,
    decisions: grouped(rows, itemKey),
    outbox: new Map(sent.map((row) => [row.key, row])),
    written: grouped(sent, (row) => row.chat),
    people,
    enrolments: await enrolmentsOf(run),
    episodes: await episodesOf(run),
  };
}

async function enrolmentsOf({ db }: Run): Promise<Evidence['enrolments']> {
  const rows = await db.raw.query<{ personId: string; releaseOn: string; mended: number }>(
    `SELECT "personId","releaseOn", EXISTS (SELECT 1 FROM "Decision" d WHERE d."personId" = e."personId"
       AND d."code" IN ('release-day.changed','planned.second-release')) AS "mended" FROM "Enrolment" e`,
  );
  return new Map(
    rows.map(({ personId, releaseOn, mended }) => [personId, { releaseOn, mended: mended === 1 }]),
  );
}

interface Known {
  readonly id: string;
  readonly personId: string;
  readonly releaseOn: string;
  readonly stoppedAt: number | null;
}

async function episodesOf({ db, cast, timeline }: Run): Promise<Episode[]> {
  const known = await db.raw.query<Known>(`SELECT "id","personId","releaseOn","stoppedAt" FROM "Enrolment"`);
  type Begun = Omit<DecisionLine, 'elapsedMs'> & { readonly id: number; readonly personId: string };
  const begun = await db.raw.query<Begun>(
    `SELECT * FROM "Decision" WHERE "code" = 'planned.second-release' ORDER BY "id"`,
  );
  return known.flatMap(({ id, personId, releaseOn, stoppedAt }) => {
    const later = begun.filter((row) => row.personId === personId);
    const first = cast.find((member) => member.id === personId)?.releaseOn ?? releaseOn;
    const starts = [
      {
        scope: enrolmentScope({ id, episode: 1 }),
        releaseOn: later.length === 0 ? releaseOn : first,
        fromMs: null,
        begunMs: null,
      },
      ...later.map((row) => ({
        scope: row.scope,
        releaseOn: row.cycle,
        fromMs: row.at,
        begunMs: timeline.elapsed('Decision', row.id, row.at),
      })),
    ];
    return starts.map(({ scope, releaseOn: day, fromMs }, index): Episode => {
      const { fromMs: toMs, begunMs: overMs } = starts[index + 1] ?? { fromMs: null, begunMs: null };
      const stoppedMs = toMs === null ? stoppedAt : null;
      return { personId, scope, releaseOn: day, fromMs, toMs, overMs, stoppedMs };
    });
  });
}

/** Names one step of one cycle of one scope. */
export function itemKey(row: {
  readonly scope: string;
  readonly step: string;
  readonly cycle: string;
}): string {
  return `${row.scope} ${row.step} ${row.cycle}`;
}

/** Items by their key, order kept. */
export function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return groups;
}

/** A moment as one reads it. */
export function at(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}
