import type { Database, RawSql } from '../../prisma/client.js';
import { readScope } from '../../scheduler/scope.js';
import { localParts } from '../../scheduler/zone/index.js';
import { idsOf, type Asked } from './who.js';

/** A decision about a step, at the person's wall clock. */
export interface WhyDecision {
  /** `2026-12-01 20:00`. */
  readonly local: string;
  /** `fired`, `carried`, `planned`, or `later.`, `dropped.`, `cleared.`, `cancelled.` with a reason. */
  readonly code: string;
}

/** One step of one cycle: where it stands, and everything that was decided about it, oldest first. */
export interface WhyStep {
  readonly scope: string;
  readonly step: string;
  readonly cycle: string;
  /** Null for what was decided without ever having been planned. */
  readonly state: string | null;
  readonly reason: string | null;
  /** Who carries it, `check-in/2026-12-01`. */
  readonly host: string | null;
  /** Which release it belongs to; null where the person has had one only, and for what is of none. */
  readonly episode: number | null;
  /** Day of the programme, where it has one. */
  readonly day: number | null;
  /** When it is due, else when it was first decided: milliseconds since 1970, and at the person's wall clock. */
  readonly at: number;
  readonly local: string;
  readonly decisions: readonly WhyDecision[];
}

/** One message: its kind and fate, never its text. */
export interface WhyMessage {
  readonly local: string;
  readonly kind: string;
  readonly lane: string;
  readonly state: string;
  readonly error: string | null;
}

/** Why a person did or did not get something. */
export interface Why {
  readonly alias: string;
  readonly zone: string;
  readonly steps: readonly WhyStep[];
  readonly messages: readonly WhyMessage[];
}

interface DueLine {
  readonly scope: string;
  readonly step: string;
  readonly cycle: string;
  readonly state: string;
  readonly reason: string | null;
  readonly hostStep: string | null;
  readonly hostCycle: string | null;
  readonly day: number | null;
  readonly localDay: string | null;
  readonly dueAt: number;
}

interface DecisionLine {
  readonly scope: string;
  readonly step: string;
  readonly cycle: string;
  readonly code: string;
  readonly at: number;
}

/**
 * Every step × cycle of a person with its decisions, and every message, of one local day (null: of all days). Reads
 * only. Everything that is about the person counts: the programme, what waits for an answer, alerts.
 */
export async function why(db: Database, asked: Asked, day: string | null): Promise<Why> {
  const { zone, alias } = asked;
  const local = (at: number) => {
    const { date, time } = localParts(new Date(at), zone);
    return `${date} ${time}`;
  };
  const [dues, decisions] = [await duesOf(db.raw, asked), await decisionsOf(db.raw, asked)];
  const isOfDay = (at: number) => day === null || local(at).startsWith(day);
  const isOne = (asked.enrolment?.episode ?? 1) === 1;
  const steps = stepsOf(dues, decisions, local, isOne).filter(
    ({ due, said }) =>
      (due !== null && (due.localDay === day || isOfDay(due.dueAt))) || said.some(({ at }) => isOfDay(at)),
  );
  const messages = await messagesOf(db.raw, asked);
  return {
    alias,
    zone,
    steps: steps.map(({ line }) => line),
    messages: messages
      .filter(({ at }) => isOfDay(at))
      .map(({ at, ...message }) => ({ local: local(at), ...message })),
  };
}

interface Item {
  readonly line: WhyStep;
  readonly due: DueLine | null;
  readonly said: readonly DecisionLine[];
}

function stepsOf(
  dues: readonly DueLine[],
  decisions: readonly DecisionLine[],
  local: (at: number) => string,
  isOne: boolean,
): Item[] {
  const said = new Map<string, DecisionLine[]>();
  for (const row of decisions) said.set(keyOf(row), [...(said.get(keyOf(row)) ?? []), row]);
  const known = new Set(dues.map(keyOf));
  const unplanned = [...said].filter(([key]) => !known.has(key)).map(([, rows]) => rows);
  const items = [
    ...dues.map((due) => itemOf(due, said.get(keyOf(due)) ?? [], due, local, isOne)),
    ...unplanned.map((rows) => itemOf(rows[0]!, rows, null, local, isOne)),
  ];
  return items.sort((a, b) => (a.line.local < b.line.local ? -1 : a.line.local > b.line.local ? 1 : 0));
}

function itemOf(
  { scope, step, cycle }: Pick<DueLine, 'scope' | 'step' | 'cycle'>,
  said: readonly DecisionLine[],
  due: DueLine | null,
  local: (at: number) => string,
  isOne: boolean,
): Item {
  const at = Number(due?.dueAt ?? said[0]?.at ?? 0);
  const line: WhyStep = {
    scope,
    step,
    cycle,
    state: due?.state ?? null,
    reason: due?.reason ?? null,
    host: due?.hostStep == null ? null : `${due.hostStep}/${due.hostCycle ?? ''}`,
    episode: isOne ? null : (readScope(scope)?.episode ?? null),
    day: due?.day ?? null,
    at,
    local: local(at),
    decisions: said.map(({ at, code }) => ({ local: local(at), code })),
  };
  return { line, due, said };
}

const keyOf = ({ scope, step, cycle }: Pick<DueLine, 'scope' | 'step' | 'cycle'>) =>
  JSON.stringify([scope, step, cycle]);

function duesOf(raw: RawSql, asked: Asked): Promise<DueLine[]> {
  const { where, params } = idsOf(asked);
  return raw.query<DueLine>(
    `SELECT "scope","step","cycle","state","reason","hostStep","hostCycle","day","localDay","dueAt" FROM "Due"
     WHERE ${where} ORDER BY "dueAt","id"`,
    ...params,
  );
}

function decisionsOf(raw: RawSql, asked: Asked): Promise<DecisionLine[]> {
  const { where, params } = idsOf(asked);
  return raw.query<DecisionLine>(
    `SELECT "scope","step","cycle","code","at" FROM "Decision" WHERE ${where} ORDER BY "at","id"`,
    ...params,
  );
}

function messagesOf(raw: RawSql, { personId }: Asked) {
  return raw.query<Omit<WhyMessage, 'local'> & { readonly at: number }>(
    `SELECT COALESCE("sentAt", "notBefore") AS "at", "kind", "lane", "state", "error" FROM "Outbox"
     WHERE "personId" = ? ORDER BY 1, "id"`,
    personId,
  );
}
