import type { Exclusion, NoticeCandidate } from '../../flows/notice/facts.js';
import { categoryOfKind, scopeOfKind, type NoticeKind } from '../../flows/notice/kinds.js';
import type { Enrolment, Person } from '../../prisma/generated/sqlite/client.js';
import { countProactive } from '../../prisma/repositories/outbox.js';
import { capOf } from '../../scheduler/eligibility.js';
import { addDays, daysBetween, localParts, nextOpenMoment, toInstant } from '../../scheduler/zone/index.js';
import type { FactScope } from '../turn/facts.js';
import { isPaused, myClients } from './caseload.js';

type Scope = Pick<FactScope, 'tx' | 'now' | 'me' | 'station' | 'deps'>;

/** When a notice that found no room goes out on a later day. */
const laterAt = '09:00';

/**
 * What a notice of this kind would do for each client of the author. The same function makes the preview and, at the
 * moment of sending, the ledger. Room under the day's cap counts what is sent, what waits, and what the plan still has
 * for that day and ranks as high: a notice never takes the place of a check-in, but goes before a lesson.
 */
export async function noticeAudience(
  scope: Scope,
  kind: NoticeKind,
  until: Date,
): Promise<NoticeCandidate[]> {
  const people = await myClients(scope);
  const { prisma } = scope.tx;
  const personId = { in: people.map((person) => person.id) };
  const enrolments = await prisma.enrolment.findMany({ where: { personId } });
  const contacts = await prisma.contact.findMany({ where: { personId, state: 'active' } });
  const consents = await prisma.consent.findMany({
    where: {
      personId,
      scope: scopeOfKind[kind],
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: scope.now } }],
    },
  });
  const muted = await prisma.muted.findMany({ where: { personId, category: categoryOfKind[kind] } });
  const enrolmentOf = new Map(enrolments.map((row) => [row.personId, row]));
  const hasAddress = new Set(contacts.map((row) => row.personId));
  const hasConsent = new Set(consents.map((row) => row.personId));
  const isMuted = new Set(muted.map((row) => row.personId));
  const candidates: NoticeCandidate[] = [];
  for (const person of people) {
    const enrolment = enrolmentOf.get(person.id);
    const reason = exclusion(person, enrolment, { hasAddress, hasConsent, isMuted }, scope.now);
    candidates.push({
      personId: person.id,
      alias: person.alias,
      day:
        enrolment === undefined
          ? null
          : daysBetween(enrolment.releaseOn, localParts(scope.now, enrolment.zone).date),
      verdict: reason === null ? await moment(scope, kind, enrolment!, until) : { get: 'not', reason },
    });
  }
  return candidates;
}

function exclusion(
  person: Person,
  enrolment: Enrolment | undefined,
  known: {
    readonly hasAddress: ReadonlySet<string | null>;
    readonly hasConsent: ReadonlySet<string>;
    readonly isMuted: ReadonlySet<string>;
  },
  now: Date,
): Exclusion | null {
  if (enrolment === undefined) return 'not-enrolled';
  if (enrolment.state !== 'active') return 'stopped';
  if (!known.hasAddress.has(person.id)) return 'no-address';
  if (!known.hasConsent.has(person.id)) return 'no-consent';
  if (known.isMuted.has(person.id)) return 'muted';
  if (isPaused(enrolment, now)) return 'paused';
  if (enrolment.heldUntil !== null && enrolment.heldUntil > now) return 'held';
  return null;
}

/** The first moment with room: at once (after the quiet hours), or a morning while the notice is still of use. */
async function moment(
  scope: Scope,
  kind: NoticeKind,
  enrolment: Enrolment,
  until: Date,
): Promise<NoticeCandidate['verdict']> {
  const { zone } = enrolment;
  const first = nextOpenMoment(scope.now, zone, scope.deps.programme.quietHours);
  if (first >= until) return { get: 'not', reason: 'night' };
  const firstDay = localParts(first, zone).date;
  if (await hasRoom(scope, kind, enrolment, firstDay)) return { get: 'now' };
  for (let days = 1; ; days += 1) {
    const day = addDays(firstDay, days);
    const at = toInstant(day, laterAt, zone);
    if (at >= until) return { get: 'not', reason: 'cap' };
    if (await hasRoom(scope, kind, enrolment, day)) return { get: 'later', at };
  }
}

async function hasRoom(
  { tx, deps }: Scope,
  kind: NoticeKind,
  enrolment: Enrolment,
  localDay: string,
): Promise<boolean> {
  const cap = capOf(deps.programme, daysBetween(enrolment.releaseOn, localDay), false);
  const written = countProactive(tx.sql, enrolment.personId, localDay);
  if (written >= cap) return false;
  const [planned] = await tx.raw.query<{ n: number }>(
    `SELECT count(*) AS n FROM "Due" WHERE "personId" = ? AND "localDay" = ? AND "proactive" = 1
       AND "state" = 'planned' AND "priority" <= ?`,
    enrolment.personId,
    localDay,
    rankOf(kind, deps.programme),
  );
  return written + (planned?.n ?? 0) < cap;
}

/** The place of a notice in the programme's order of the day, 0 the highest. */
function rankOf(kind: NoticeKind, { priority }: FactScope['deps']['programme']): number {
  return (priority as readonly string[]).indexOf(categoryOfKind[kind]);
}
