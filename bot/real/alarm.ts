import type { Locales } from '../../locales/index.js';
import type { Database, Tx } from '../../prisma/client.js';
import { addressesOfPerson } from '../../prisma/records/index.js';
import { insertOutbox, type NewOutbox } from '../../prisma/repositories/outbox.js';
import type { Clock } from '../../scheduler/clock.js';
import type { Trouble } from '../../scheduler/dispatcher.js';
import { traceOf } from '../../scheduler/trace-of.js';
import type { ChannelEvent } from '../channels/channel.js';

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
}

/** The same trouble is told again only after so long. */
const againMs = 60 * 60_000;
/** An alarm that could not be delivered by then is no news any more. */
const lifeMs = 6 * 60 * 60_000;

/** @see Alarm */
export function createAlarm(deps: AlarmDeps): Alarm {
  const toldAt = new Map<string, number>();
  /** Accounts that wait for somebody to scan a code. */
  const loggedOut = new Set<string>();
  let writing: Promise<void> = Promise.resolve();
  const trouble = (one: Trouble): void => {
    const now = deps.clock.now();
    const key = `${one.code}:${one.bot ?? ''}:${one.detail['lane'] ?? ''}`;
    if (now.getTime() - (toldAt.get(key) ?? -Infinity) < againMs) return;
    toldAt.set(key, now.getTime());
    deps.tell(lineOf(one));
    writing = writing
      .then(() => deps.db.transaction((tx) => write(deps, tx, one, key, now)))
      .catch((error: unknown) => deps.tell(`the operator could not be told: ${traceOf(error).error}`));
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

/** An operator's address on another bot than the one in trouble; one each, the preferred one first. */
async function addressesOf(tx: Tx, bot: string | null) {
  const operators = await tx.prisma.person.findMany({ where: { role: 'operator', endedAt: null } });
  return operators.flatMap(({ id, locale }) => {
    const contact = addressesOfPerson(tx.sql, id).find((one) => one.bot !== bot);
    return contact === undefined ? [] : [{ contact, locale, personId: id }];
  });
}

async function write(
  { locales, clock }: AlarmDeps,
  tx: Tx,
  { code, bot, detail }: Trouble,
  key: string,
  at: Date,
): Promise<void> {
  const minutes = Math.max(1, Math.round(Number(detail['seconds'] ?? 0) / 60));
  const params = { bot: bot ?? '', minutes };
  const rows = (await addressesOf(tx, bot)).map(({ contact, locale, personId }): NewOutbox => ({
    key: `alarm:${key}:${at.getTime()}#${contact.id}`,
    contactId: contact.id,
    personId,
    bot: contact.bot,
    // Told at any hour: a bot that is silent is an emergency for everybody who waits for it.
    lane: 'reply',
    kind: 'operator-alarm',
    proactive: false,
    text: locales.render({ key: `alarm:${code}`, params }, locale, 'UTC'),
    buttons: [],
    notBefore: clock.now(),
    createdAt: at,
    expiresAt: new Date(at.getTime() + lifeMs),
    localDay: null,
    about: null,
  }));
  if (rows.length > 0) await insertOutbox(tx.raw, rows);
}
