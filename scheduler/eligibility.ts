import type { ReadSql, Tx } from '../prisma/client.js';
import type { DueRow } from '../prisma/repositories/due.js';
import { lastHeardOf, enrolmentOf, mutesOfPerson, personById, sessionOf } from '../prisma/records/index.js';
import { countProactive } from '../prisma/repositories/outbox.js';
import type { Programme } from './programmes/index.js';
import { readScope } from './scope.js';
import { addDays, daysBetween, inQuietHours, localParts, nextOpenMoment, toInstant } from './zone/index.js';

/** Why a row is put off or dropped at its moment. Closed: each has its words in plan.yaml of every language. */
export const eligibilityReasons = [
  'expired',
  'second-release',
  'person-ended',
  'not-enrolled',
  'paused',
  'held-after-crisis',
  'quiet-hours',
  'cap-full',
  'talking',
  'muted',
] as const;
/** @see eligibilityReasons */
export type EligibilityReason = (typeof eligibilityReasons)[number];

/** What a row may do now. */
export type Verdict =
  | { readonly verdict: 'go' }
  | { readonly verdict: 'later'; readonly at: Date; readonly reason: EligibilityReason }
  | { readonly verdict: 'drop'; readonly reason: EligibilityReason };

/** The rules that hold at the moment of sending. */
export interface EligibilityRules {
  readonly programme: Programme;
  /** Zone of everybody who has none of their own. */
  readonly zone: (tx: Tx) => string;
}

const go: Verdict = { verdict: 'go' };
const minute = 60_000;
/** A person who has written within this time is talking. */
const talkingMs = 10 * minute;
/** Follow-ups of a crisis, replies to a request and the system's own work pass caps and holds. */
const unheld = ['crisis', 'system'];

interface State {
  readonly enrolmentState: string | null;
  readonly zone: string;
  readonly releaseOn: string | null;
  readonly pausedFrom: Date | null;
  readonly pausedTo: Date | null;
  readonly heldUntil: Date | null;
  readonly ended: boolean;
  /** Kinds that the client has switched off. */
  readonly muted: readonly string[];
  readonly lastInAt: Date | null;
  readonly isAsked: boolean;
}

/**
 * Eligibility again at the moment of firing (R3, R5): of the release that is followed up now, still enrolled, not expired, not paused, not held after a
 * crisis, of no kind that was switched off, not at night, under the day's cap, not in the middle of a talk.
 */
export async function eligibility(tx: Tx, row: DueRow, now: Date, rules: EligibilityRules): Promise<Verdict> {
  if (row.expiresAt !== null && row.expiresAt <= now) return { verdict: 'drop', reason: 'expired' };
  if (isOfEarlier(tx, row)) return { verdict: 'drop', reason: 'second-release' };
  if (row.personId === null || row.audience === 'system' || row.audience === 'worker') return go;
  const state = stateOf(tx, row.personId, rules.zone(tx));
  if (state.ended) return { verdict: 'drop', reason: 'person-ended' };
  if (unheld.includes(row.category)) return go;
  return (
    enrolmentVerdict(row, state, now) ??
    familyVerdict(tx, row, now) ??
    (row.proactive || row.audience === 'family' ? quietVerdict(row, state, now, rules.programme) : null) ??
    (row.audience === 'client'
      ? ((await capVerdict(tx, row, state, now, rules.programme)) ?? talkVerdict(row, state, now))
      : null) ??
    go
  );
}

/** Claimed or put off while a second release was begun, and so left out when the first plan was taken out. */
function isOfEarlier(tx: Tx, { scope, args }: DueRow): boolean {
  const of = readScope(scope);
  if (of === null || typeof args['clientId'] !== 'string') return false;
  const enrolment = enrolmentOf(tx.sql, args['clientId']);
  return enrolment !== null && enrolment.id === of.id && of.episode < enrolment.episode;
}

function enrolmentVerdict(row: DueRow, state: State, now: Date): Verdict | null {
  if (row.audience !== 'client') return null;
  if (state.muted.includes(row.category)) return { verdict: 'drop', reason: 'muted' };
  if (state.enrolmentState !== null && state.enrolmentState !== 'active')
    return { verdict: 'drop', reason: 'not-enrolled' };
  if (
    state.pausedFrom !== null &&
    state.pausedFrom <= now &&
    (state.pausedTo === null || state.pausedTo > now)
  ) {
    return { verdict: 'drop', reason: 'paused' };
  }
  if (state.heldUntil === null || state.heldUntil <= now) return null;
  const outlivesHold = row.expiresAt === null || row.expiresAt > state.heldUntil;
  return outlivesHold && row.category === 'appointment'
    ? { verdict: 'later', at: state.heldUntil, reason: 'held-after-crisis' }
    : { verdict: 'drop', reason: 'held-after-crisis' };
}

/** What a client's plan tells the family waits too while the client's crisis is less than a day old, or falls by its own rule. */
function familyVerdict(tx: Tx, row: DueRow, now: Date): Verdict | null {
  const { clientId } = row.args;
  if (row.audience !== 'family' || typeof clientId !== 'string') return null;
  const until = enrolmentOf(tx.sql, clientId)?.heldUntil ?? null;
  if (until === null || until <= now) return null;
  const outlivesHold = row.catchUp !== 'skip' && (row.expiresAt === null || row.expiresAt > until);
  return outlivesHold
    ? { verdict: 'later', at: until, reason: 'held-after-crisis' }
    : { verdict: 'drop', reason: 'held-after-crisis' };
}

function quietVerdict(row: DueRow, state: State, now: Date, programme: Programme): Verdict | null {
  if (!inQuietHours(now, state.zone, programme.quietHours)) return null;
  const at = nextOpenMoment(now, state.zone, programme.quietHours);
  if (row.catchUp === 'skip' || (row.expiresAt !== null && row.expiresAt <= at))
    return { verdict: 'drop', reason: 'quiet-hours' };
  return { verdict: 'later', at, reason: 'quiet-hours' };
}

/** The cap counts what went out and what waits to: notices and nudges too. */
async function capVerdict(
  tx: Tx,
  row: DueRow,
  state: State,
  now: Date,
  programme: Programme,
): Promise<Verdict | null> {
  if (!row.proactive || row.personId === null) return null;
  const today = localParts(now, state.zone).date;
  const sent = countProactive(tx.sql, row.personId, today);
  const day = state.releaseOn === null ? 0 : daysBetween(state.releaseOn, today);
  if (sent < capOf(programme, day, row.category === 'appointment')) return null;
  if (sent < capOf(programme, day, true) && (await hasAppointmentNews(tx, row.personId, today))) return null;
  const tomorrow = toInstant(addDays(today, 1), localParts(row.dueAt, state.zone).time, state.zone);
  const stillFresh = row.catchUp !== 'skip' && (row.expiresAt === null || row.expiresAt > tomorrow);
  return stillFresh && !isSaidBefore(tx.sql, row, tomorrow)
    ? { verdict: 'later', at: tomorrow, reason: 'cap-full' }
    : { verdict: 'drop', reason: 'cap-full' };
}

/** Whether the next of its own kind says the same until then: put off, it would stand beside it. */
function isSaidBefore(sql: ReadSql, { id, group, flow }: DueRow, until: Date): boolean {
  const next = `SELECT 1 FROM "Due" WHERE "group" = ? AND "flow" = ? AND "state" = 'planned' AND "dueAt" <= ? AND "id" <> ?`;
  return group !== null && sql.get(next, group, flow, until, id) !== undefined;
}

/** Whether this day has had news of an appointment: then one message more fits under the cap. */
async function hasAppointmentNews(tx: Tx, personId: string, localDay: string): Promise<boolean> {
  const [row] = await tx.raw.query<{ n: number }>(
    `SELECT count(*) AS n FROM "Outbox" WHERE "personId" = ? AND "localDay" = ? AND "proactive" = 1
       AND "state" NOT IN ('cancelled','expired','failed') AND ("kind" LIKE 'appointment%' OR "kind" = 'call-up')`,
    personId,
    localDay,
  );
  return (row?.n ?? 0) > 0;
}

/** How many proactive messages a client may get on this day of the programme. */
export function capOf(programme: Programme, day: number, withAppointment: boolean): number {
  const cap =
    programme.caps.client.find((rule) => day >= rule.from && day <= rule.to) ?? programme.caps.client.at(-1)!;
  return withAppointment ? cap.withAppointment : cap.max;
}

function talkVerdict(row: DueRow, state: State, now: Date): Verdict | null {
  const isTalking =
    state.isAsked && state.lastInAt !== null && now.getTime() - state.lastInAt.getTime() < talkingMs;
  if (!isTalking || row.startMode === 'interrupt') return null;
  if (row.startMode === 'skip') return { verdict: 'drop', reason: 'talking' };
  return { verdict: 'later', at: new Date(now.getTime() + talkingMs), reason: 'talking' };
}

function stateOf({ sql }: Tx, personId: string, zone: string): State {
  const person = personById(sql, personId);
  const enrolment = enrolmentOf(sql, personId);
  const contact = lastHeardOf(sql, personId);
  const session = contact === null ? null : sessionOf(sql, contact.id);
  return {
    muted: mutesOfPerson(sql, personId).map(({ category }) => category),
    ended: person === null || person.endedAt !== null,
    enrolmentState: enrolment?.state ?? null,
    zone: enrolment?.zone ?? zone,
    releaseOn: enrolment?.releaseOn ?? null,
    pausedFrom: enrolment?.pausedFrom ?? null,
    pausedTo: enrolment?.pausedTo ?? null,
    heldUntil: enrolment?.heldUntil ?? null,
    lastInAt: contact?.lastInAt ?? null,
    isAsked: Array.isArray(session?.frames) && session.frames.length > 0,
  };
}
