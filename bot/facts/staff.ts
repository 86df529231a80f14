import { caseloadPage } from '../../flows/staff/caseload.js';
import type {
  CaseloadRow,
  ClientStatus,
  StaffFacts,
  StatusReason,
  TaskFacts,
} from '../../flows/staff/facts.js';
import type { Enrolment } from '../../prisma/generated/sqlite/client.js';
import { localParts, toInstant } from '../../scheduler/zone/index.js';
import { shutOut } from '../turn/reach.js';
import type { FactLoaders, FactScope } from '../turn/facts.js';
import { mayRead } from './access.js';
import { caseloadRows, myClients } from './caseload.js';
import { standsInFor } from './leave.js';
import { looksAfterOthers, overdueTasks } from './overdue.js';
import { tasksOf } from './tasks.js';

const staffRoles = ['worker', 'supervisor'];
/** When the working day begins: the list's hour. */
const morning = '08:30';
const mostTasks = 100;

/** Loaders of the workers' own look-ups. */
export const staffLoaders: Pick<
  FactLoaders,
  Exclude<keyof StaffFacts, 'relay' | 'myWorker' | 'mutedNotices' | `notice${string}`>
> = {
  openTasks: (scope) => (isStaff(scope) ? openTasks(scope) : Promise.resolve([])),

  async task(scope, taskId) {
    if (!isStaff(scope)) return null;
    const row = await scope.tx.prisma.task.findUnique({ where: { id: taskId } });
    if (row === null) return null;
    const isTheirs = row.assigneeId === scope.me.personId || isStoodIn(scope, row);
    if (!isTheirs && !(await looksAfterOthers(scope))) return null;
    return (await tasksOf(scope, [row]))[0] ?? null;
  },

  overdueTasks: (scope) => (isStaff(scope) ? overdueTasks(scope) : Promise.resolve([])),

  async caseload(scope, from) {
    if (!isStaff(scope)) return { rows: [], total: 0 };
    const people = await myClients(scope);
    const rows = inOrder(await caseloadRows(scope, people)).slice(Number(from), Number(from) + caseloadPage);
    await scope.tx.prisma.accessLog.createMany({
      data: rows.map((row) => ({
        readerId: scope.me.personId!,
        personId: row.personId,
        what: 'list',
        at: scope.now,
      })),
    });
    return { rows, total: people.length };
  },

  async clientCard(scope, personId) {
    if (!isStaff(scope) || !(await mayRead(scope, personId, 'card'))) return null;
    const { prisma } = scope.tx;
    const person = await prisma.person.findUnique({ where: { id: personId } });
    if (person === null || person.role !== 'client' || person.endedAt !== null) return null;
    const [row] = await caseloadRows(scope, [person]);
    const worker =
      person.workerId === null ? null : await prisma.person.findUnique({ where: { id: person.workerId } });
    const enrolment = await prisma.enrolment.findUnique({ where: { personId } });
    return {
      ...row!,
      worker: worker === null ? null : { personId: worker.id, alias: worker.alias },
      reportedOn: enrolment?.reportedOn ?? null,
      signedOn: enrolment?.signedOn ?? null,
      testTemplate: enrolment?.testTemplate ?? null,
      unmarked: await prisma.appointment.findMany({
        where: { personId, state: 'planned', startsAt: { lt: scope.now } },
        orderBy: { startsAt: 'asc' },
        select: { id: true, startsAt: true },
      }),
      shutOut: await shutOut(scope, personId),
      history: await historyOf(scope, personId),
    };
  },

  nextWorkingMorning: ({ now, station, deps }) =>
    Promise.resolve(nextWorkingMorning(now, station.zone, deps.calendar)),
};

/** {@link morning} of the first working day after today, in the zone's local time. */
export function nextWorkingMorning(now: Date, zone: string, calendar: FactScope['deps']['calendar']) {
  const date = calendar.addWorkingDays(localParts(now, zone).date, 1);
  return { at: toInstant(date, morning, zone), date };
}

function isStaff({ me }: FactScope): boolean {
  return me.personId !== null && staffRoles.includes(me.role);
}

async function openTasks(scope: FactScope): Promise<TaskFacts[]> {
  const { tx, me, now, station } = scope;
  const tonight = toInstant(localParts(now, station.zone).date, '23:59', station.zone);
  const rows = await tx.prisma.task.findMany({
    where: {
      OR: [
        { assigneeId: me.personId! },
        { kind: 'leave', assigneeId: { in: standsInFor(scope, me.personId!) } },
      ],
      closedAt: null,
      dueAt: { lte: tonight },
    },
    orderBy: [{ dueAt: 'asc' }, { createdAt: 'asc' }],
    take: mostTasks,
  });
  const clientIds = rows.flatMap((row) => (row.clientId === null ? [] : [row.clientId]));
  const enrolments = await tx.prisma.enrolment.findMany({ where: { personId: { in: clientIds } } });
  const settled = new Set(enrolments.flatMap(settledTasks));
  return tasksOf(
    scope,
    rows.filter((row) => !settled.has(`${row.kind} ${String(row.clientId)}`)),
  );
}

/** A leave that somebody was asked for in whose place the viewer is on call. */
function isStoodIn(scope: FactScope, { kind, assigneeId }: { kind: string; assigneeId: string }): boolean {
  return kind === 'leave' && standsInFor(scope, scope.me.personId ?? '').includes(assigneeId);
}

/** What the client has done meanwhile needs no worker any more (R3). */
function settledTasks({ personId, reportedOn, testTemplate }: Enrolment): string[] {
  return [
    ...(reportedOn === null ? [] : [`report-in ${personId}`]),
    ...(testTemplate === null ? [] : [`confirm-template ${personId}`]),
  ];
}

async function historyOf({ tx }: FactScope, personId: string) {
  const rows = await tx.prisma.statusChange.findMany({
    where: { personId },
    orderBy: [{ at: 'desc' }, { onDay: 'desc' }],
    take: 5,
  });
  const ids = rows.flatMap((row) => (row.byId === null ? [] : [row.byId]));
  const people = await tx.prisma.person.findMany({ where: { id: { in: ids } } });
  const aliasOf = new Map(people.map((person) => [person.id, person.alias]));
  return rows.map((row) => ({
    status: row.status as ClientStatus,
    reason: row.reason as StatusReason,
    onDay: row.onDay,
    by: row.byId === null ? null : (aliasOf.get(row.byId) ?? null),
  }));
}

/** Those who are silent first, then the newest: the first weeks are the dangerous ones. */
function inOrder(rows: readonly CaseloadRow[]): CaseloadRow[] {
  const rank = (row: CaseloadRow) => (row.isSilent ? 0 : row.state === 'active' ? 1 : 2);
  return [...rows].sort(
    (a, b) => rank(a) - rank(b) || (a.day ?? Infinity) - (b.day ?? Infinity) || (a.alias < b.alias ? -1 : 1),
  );
}
