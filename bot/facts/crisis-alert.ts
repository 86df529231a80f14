import type { AlertFacts, ToldFacts, ToldState, WhoFacts } from '../../flows/crisis/facts.js';
import type { Alert, Person } from '../../prisma/generated/sqlite/client.js';
import { notShared } from '../commit/crisis.js';
import type { FactScope } from '../turn/facts.js';

/** Staff of the station, whoever is on call, and the system itself. */
export function mayWorkAlerts({ me }: FactScope): boolean {
  return me.role === 'worker' || me.role === 'supervisor' || me.role === 'operator';
}

/** An alert as this viewer may see it: staff see no kinds where the person has not agreed to it. */
export async function alertFacts(scope: FactScope, alert: Alert): Promise<AlertFacts> {
  const kinds = alert.kinds as AlertFacts['kinds'];
  const shared = alert.position !== notShared;
  const isHidden = !shared && mayWorkAlerts(scope) && scope.me.personId !== null;
  const told = await toldOf(scope, alert.id);
  const ackBy = told.find((row) => row.personId === alert.ackBy);
  return {
    id: alert.id,
    level: alert.level as AlertFacts['level'],
    kinds: isHidden ? [] : kinds,
    state: alert.state as AlertFacts['state'],
    shared,
    position: alert.position,
    openedAt: alert.openedAt,
    lastAt: alert.lastAt,
    contactId: alert.contactId,
    personId: alert.personId,
    who: await whoOf(scope, alert, kinds),
    ackBy: ackBy === undefined ? null : { personId: ackBy.personId, alias: ackBy.alias },
    told,
  };
}

interface Page {
  readonly personId: string;
  readonly state: string;
  readonly createdAt: number;
}

async function toldOf({ tx }: FactScope, alertId: string): Promise<ToldFacts[]> {
  const rows = await tx.prisma.alertTold.findMany({
    where: { alertId },
    orderBy: [{ toldAt: 'asc' }, { position: 'asc' }],
  });
  const people = await tx.prisma.person.findMany({ where: { id: { in: rows.map((row) => row.personId) } } });
  const pages = await tx.raw.query<Page>(
    `SELECT "personId","state","createdAt" FROM "Outbox" WHERE "about" = ? AND "kind" = 'alert-page'`,
    `alert:${alertId}`,
  );
  return rows.map((row) => ({
    personId: row.personId,
    alias: people.find((person) => person.id === row.personId)?.alias ?? '',
    position: row.position,
    toldAt: row.toldAt,
    seenAt: row.seenAt,
    state: stateOf(
      pages.filter((page) => page.personId === row.personId && page.createdAt >= row.toldAt.getTime()),
    ),
  }));
}

/** The best that is known of somebody's pages: one that arrived is enough. */
function stateOf(pages: readonly Page[]): ToldState {
  if (pages.length === 0) return 'unreachable';
  const has = (...states: string[]) => pages.some((page) => states.includes(page.state));
  if (has('sent', 'delivered', 'read')) return 'sent';
  if (has('queued', 'sending', 'errored')) return 'sending';
  return has('unknown') ? 'unknown' : 'failed';
}

/** Only an alias, and how they stand to us. */
async function whoOf({ tx }: FactScope, alert: Alert, kinds: readonly string[]): Promise<WhoFacts> {
  const contact = await tx.prisma.contact.findUnique({ where: { id: alert.contactId } });
  const writer = await person(contact?.personId ?? null);
  if (writer === null) return { alias: '', manner: 'stranger' };
  if (writer.role === 'family') {
    const subject = alert.personId === writer.id ? null : await person(alert.personId);
    return subject === null
      ? { alias: writer.alias, manner: 'family' }
      : { alias: subject.alias, manner: 'reported' };
  }
  if (kinds.includes('other-person')) return { alias: writer.alias, manner: 'near' };
  return { alias: writer.alias, manner: writer.role === 'client' ? 'client' : 'staff' };

  async function person(id: string | null): Promise<Person | null> {
    return id === null ? null : tx.prisma.person.findUnique({ where: { id } });
  }
}
