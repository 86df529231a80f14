import type { ComingFacts, KnownFacts, OwnHandFacts } from '../../flows/own-hand/facts.js';
import type { Tx } from '../../prisma/client.js';
import { dueRow } from '../../prisma/repositories/due.js';
import { publicPlan, type PlanItem } from '../../scheduler/planner/index.js';
import { enrolmentScope } from '../../scheduler/scope.js';
import { localParts } from '../../scheduler/zone/index.js';
import type { FactLoaders, FactScope } from '../turn/facts.js';

const dayMs = 24 * 3_600_000;
const weekMs = 7 * dayMs;
/** A question older than this is not what the person is answering. */
const openMs = 2 * 3_600_000;

/** Loaders of what people look up about themselves. */
export const ownHandLoaders: Pick<FactLoaders, keyof OwnHandFacts> = {
  comingUp: ({ tx, me, now }) =>
    me.personId === null ? Promise.resolve([]) : comingUp(tx, me.personId, me.zone, now),

  known: (scope) => known(scope, scope.me.personId ?? ''),

  addresses: ({ tx, me }) => tx.prisma.contact.count({ where: { personId: me.personId ?? '' } }),

  async asking({ tx, me, now }) {
    const row = await tx.prisma.session.findUnique({ where: { contactId: me.contactId } });
    const frames = (row?.frames ?? []) as unknown as readonly { flow: string; askedAt: string }[];
    const open = frames.at(-1);
    return open !== undefined && now.getTime() - Date.parse(open.askedAt) < openMs ? open.flow : null;
  },
};

/** The next seven days of a client as they may see them: the public plan, and appointments that were told. */
export async function comingUp(tx: Tx, personId: string, zone: string, now: Date): Promise<ComingFacts[]> {
  const enrolment = await tx.prisma.enrolment.findUnique({ where: { personId } });
  if (enrolment === null) return [];
  const until = new Date(now.getTime() + weekMs);
  const rows = await tx.raw.query<Record<string, unknown>>(
    `SELECT * FROM "Due" WHERE "scope" = ? AND "audience" = 'client' AND "state" = 'planned' AND "dueAt" > ? AND "dueAt" <= ?`,
    enrolmentScope(enrolment),
    now,
    until,
  );
  // A row holds all that the public plan looks at, under the planner's own names but one.
  const items = rows.map(dueRow).map((row) => ({ ...row, to: row.audience }) as unknown as PlanItem);
  const planned = publicPlan(items, now)
    .filter((item) => item.kind !== 'appointment')
    .map(({ kind, dueAt, localDay }) => ({ kind, at: dueAt, day: localDay }));
  const appointments = await tx.prisma.appointment.findMany({
    where: {
      personId,
      state: 'planned',
      startsAt: { gt: now, lte: until },
      OR: [{ releaseAt: null }, { releaseAt: { lte: now } }],
    },
  });
  const told = appointments.map(({ startsAt }) => ({
    kind: 'appointment',
    at: startsAt,
    day: localParts(startsAt, zone).date,
  }));
  return [...planned, ...told].sort((a, b) => a.at.getTime() - b.at.getTime());
}

async function known({ tx, now }: FactScope, personId: string): Promise<KnownFacts> {
  const { prisma } = tx;
  const where = { personId };
  return {
    addresses: await prisma.contact.count({ where }),
    answers: await prisma.answer.count({ where }),
    // A call-up that was not told yet does not exist for the client, not even as a number.
    appointments: await prisma.appointment.count({
      where: { personId, OR: [{ releaseAt: null }, { releaseAt: { lte: now } }] },
    }),
    messages: await prisma.outbox.count({ where: { personId, text: { not: '' } } }),
    alerts: await prisma.alert.count({ where }),
    tasks: await prisma.task.count({ where: { clientId: personId } }),
    statuses: await prisma.statusChange.count({ where }),
    leaves: await prisma.leave.count({ where }),
    family: await prisma.familyLink.count({ where: { clientId: personId, endedAt: null } }),
    phone: await prisma.emergencyPhone.count({ where }),
    card: await prisma.cardLine.count({ where: { personId, state: 'kept' } }),
    readers: await readers(tx, personId, new Date(now.getTime() - 30 * dayMs)),
  };
}

async function readers(tx: Tx, personId: string, since: Date): Promise<KnownFacts['readers']> {
  const rows = await tx.raw.query<{ alias: string; what: string; times: number; lastAt: number }>(
    `SELECT p."alias" AS alias, l."what" AS what, count(*) AS times, max(l."at") AS lastAt
     FROM "AccessLog" l JOIN "Person" p ON p."id" = l."readerId"
     WHERE l."personId" = ? AND l."at" > ? GROUP BY l."readerId", l."what" ORDER BY lastAt DESC`,
    personId,
    since,
  );
  return rows.map((row) => ({ ...row, lastAt: new Date(row.lastAt) }));
}
