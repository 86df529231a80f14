import type { Locales } from '../../locales/index.js';
import type { Database, Tx } from '../../prisma/client.js';
import type { Contact } from '../../prisma/generated/sqlite/client.js';
import { addressesOfPerson } from '../../prisma/records/index.js';
import { insertOutbox, type NewOutbox } from '../../prisma/repositories/outbox.js';
import type { Clock } from '../../scheduler/clock.js';
import type { Trouble } from '../../scheduler/dispatcher.js';
import { traceOf } from '../../scheduler/trace-of.js';
import type { ChannelEvent, Outbound } from '../channels/channel.js';

/** Tells the operator what is wrong: on the terminal at once, and by message over a channel that still works. */
export interface Alarm {
  /** What sending or the heartbeat noticed. */
  trouble(trouble: Trouble): void;
  /** What a channel said about itself; a refused token and an account that is
   * logged out are alarms, a lost connection is not yet one. */
  event(event: ChannelEvent): void;
  /** Resolves when everything told so far is written down. */
  settled(): Promise<void>;
}

/** What an alarm needs. */
export interface AlarmDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly locales: Locales;
  /** One line for whoever looks at the terminal or the service's log. */
  readonly tell: (line: string) => void;
  /** Called when an alarm lies in the outbox: whoever should send it may be what is in trouble. */
  readonly written?: () => void;
  /** Sends past the outbox, where nothing can be written. */
  readonly straight?: (message: Outbound) => Promise<unknown>;
}

/** The same trouble is told again only after so long. */
const againMs = 60 * 60_000;
/** A database that has not taken an alarm by then is passed over. */
const patienceMs = 15_000;
/** An alarm that could not be delivered by then is no news any more. */
const lifeMs = 6 * 60 * 60_000;

/** @see Alarm */
export function createAlarm(deps: AlarmDeps): Alarm {
  const toldAt = new Map<string, number>();
  /** Accounts that wait for somebody to scan a code. */
  const loggedOut = new Set<string>();
  let known: readonly Addressee[] = [];
  const remember = () =>
    deps.db
      .transaction((tx) => addressesOf(tx))
      .then((found) => void (known = found))
      .catch(() => undefined);
  let writing: Promise<void> = remember();
  const put = async (one: Trouble, key: string, now: Date): Promise<void> => {
    try {
      await inTime(
        deps,
        deps.db.transaction((tx) => write(deps, tx, one, key, now)),
      );
      deps.written?.();
      await remember();
    } catch (error) {
      if ((await sendStraight(deps, known, one, key)) === 0)
        deps.tell(`the operator could not be told: ${traceOf(error).error}`);
    }
  };
  const trouble = (one: Trouble): void => {
    const now = deps.clock.now();
    const key = `${one.code}:${one.bot ?? ''}:${one.detail['lane'] ?? ''}`;
    const elapsed = deps.clock.elapsedMs();
    if (elapsed - (toldAt.get(key) ?? -Infinity) < againMs) return;
    toldAt.set(key, elapsed);
    deps.tell(lineOf(one));
    writing = writing.then(() => put(one, key, now));
  };
  return {
    trouble,
    event: ({ type, bot }) => {
      if (type === 'unauthorized') trouble({ code: 'channel.unauthorized', bot, detail: {} });
      if (type === 'scan') {
        loggedOut.add(bot);
        trouble({ code: 'channel.logged-out', bot, detail: {} });
      }
      if (type === 'online' && loggedOut.delete(bot)) {
        trouble({ code: 'channel.back', bot, detail: {} });
        toldAt.delete(`channel.logged-out:${bot}:`);
        toldAt.delete(`channel.back:${bot}:`);
      }
    },
    settled: () => writing,
  };
}

function lineOf({ code, bot, detail }: Trouble): string {
  const about = Object.entries(detail).map(([name, value]) => `${name} ${value}`);
  return `ALARM ${code}${bot === null ? '' : ` (${bot})`}${about.length === 0 ? '' : `: ${about.join(', ')}`}; npx guihang doctor says more`;
}

/** Where an operator is told. */
interface Addressee {
  readonly contact: Pick<Contact, 'id' | 'bot' | 'chat'>;
  readonly locale: string;
  readonly personId: string;
}

/** All addresses of the operators, the preferred one of each first. */
async function addressesOf(tx: Tx): Promise<Addressee[]> {
  const operators = await tx.prisma.person.findMany({ where: { role: 'operator', endedAt: null } });
  return operators.flatMap(({ id, locale }) =>
    addressesOfPerson(tx.sql, id).map((contact) => ({ contact, locale, personId: id })),
  );
}

/** One each: on another bot than the one in trouble; where a lane is slow rather than a bot down, on that one if need be. */
function oneEach(all: readonly Addressee[], { code, bot }: Trouble): Addressee[] {
  const people = [...new Set(all.map(({ personId }) => personId))];
  return people.flatMap((personId) => {
    const own = all.filter((one) => one.personId === personId);
    const other = own.find(({ contact }) => contact.bot !== bot);
    return other ?? (code.startsWith('channel.') ? [] : own.slice(0, 1));
  });
}

function textOf({ locales }: AlarmDeps, { code, bot, detail }: Trouble, locale: string): string {
  const minutes = Math.max(1, Math.round(Number(detail['seconds'] ?? 0) / 60));
  return locales.render({ key: `alarm:${code}`, params: { bot: bot ?? '', minutes } }, locale, 'UTC');
}

async function write(deps: AlarmDeps, tx: Tx, one: Trouble, key: string, at: Date): Promise<void> {
  const rows = oneEach(await addressesOf(tx), one).map(({ contact, locale, personId }): NewOutbox => ({
    key: `alarm:${key}:${at.getTime()}#${contact.id}`,
    contactId: contact.id,
    personId,
    bot: contact.bot,
    // Told at any hour: a bot that is silent is an emergency for everybody who waits for it.
    lane: 'reply',
    kind: 'operator-alarm',
    proactive: false,
    text: textOf(deps, one, locale),
    buttons: [],
    notBefore: deps.clock.now(),
    createdAt: at,
    expiresAt: new Date(at.getTime() + lifeMs),
    localDay: null,
    about: null,
  }));
  if (rows.length > 0) await insertOutbox(tx.raw, rows);
}

/** Returns how many addresses took it. */
async function sendStraight(
  deps: AlarmDeps,
  known: readonly Addressee[],
  one: Trouble,
  key: string,
): Promise<number> {
  const sends = oneEach(known, one).map(async ({ contact: { id, bot, chat }, locale }) =>
    deps.straight?.({
      key: `alarm:${key}:${deps.clock.now().getTime()}#${id}`,
      address: { bot, chat },
      text: textOf(deps, one, locale),
      buttons: [],
    }),
  );
  if (deps.straight === undefined) return 0;
  return (await Promise.allSettled(sends)).filter(({ status }) => status === 'fulfilled').length;
}

/** Rejects when the work is not done in time; it may still be done later. */
async function inTime<T>({ clock }: AlarmDeps, work: Promise<T>): Promise<T> {
  const rest = new AbortController();
  const late = clock.sleep(patienceMs, rest.signal).then(() => {
    throw new Error('the database did not answer in time');
  });
  // Whichever comes second is nobody's concern any more.
  late.catch(() => undefined);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    rest.abort();
  }
}
