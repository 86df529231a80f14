import type { Database, Tx } from '../prisma/client.js';
import type { DueRow } from '../prisma/repositories/due.js';
import type { Clock } from '../scheduler/clock.js';
import type { BudgetRules } from '../scheduler/budget.js';
import { createDispatcher, type Trouble } from '../scheduler/dispatcher.js';
import { takeBackClaims, type FireDeps } from '../scheduler/fire.js';
import { replan } from '../scheduler/replan.js';
import { traceOf } from '../scheduler/trace-of.js';
import { createHeartbeat } from '../scheduler/heartbeat.js';
import {
  SendError,
  type Channel,
  type ChannelEvent,
  type ChannelHost,
  type Inbound,
  type Outbound,
  type Sent,
} from './channels/channel.js';
import { sendStraight } from './channels/shared/straight.js';
import { openDue, openMissed } from './due.js';
import { createFiring } from './firing.js';
import { admit } from './inbox/admit.js';
import { receive, type ReceiveDeps } from './inbox/receive.js';
import { createInboxWorker } from './inbox/worker.js';
import { settleFailed } from './fallback.js';
import { pictureOf } from './pictures/index.js';
import { createPump, settle } from './pump.js';
import { ensureUpkeep } from './upkeep.js';
import { loadStation } from './facts/station.js';
import type { TurnDeps } from './turn/types.js';

/** Everything the bot is made of; `main.ts`, practice, rehearsal and tests each make their own. */
export interface BotParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly channels: readonly Channel[];
  readonly turn: TurnDeps;
  readonly gate: ReceiveDeps['gate'];
  readonly pager?: ReceiveDeps['pager'];
  /** Keeps the crisis memory warm; never rejects. */
  readonly refresh?: () => Promise<void>;
  /** Names this process in leases. */
  readonly owner: string;
  readonly random: () => number;
  /** What a channel says about itself. */
  readonly onChannelEvent?: (event: ChannelEvent) => void;
  /** What the provider allows each bot; nothing is limited unless told. */
  readonly budget?: (bot: string) => BudgetRules;
  /** What an operator should hear of over another way than the channel. */
  readonly onTrouble?: (trouble: Trouble) => void;
}

/** The running bot. */
export interface Bot {
  /** Starts the channels; one that fails is reported and does not keep the others from starting. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Takes updates, as a channel does. */
  receive(batch: readonly Inbound[]): Promise<void>;
  /** Sends a crisis card past the outbox and before all else; counts against the budgets. Rejects with SendError only. */
  express(message: Outbound): Promise<Sent>;
  /** Fires what is due and sends what waits. The alarm clock calls it. */
  tick(): Promise<void>;
  /** Does everything that can be done at this moment of the clock; resolves when nothing is left. */
  settle(): Promise<void>;
}

/** @see Bot */
export function createBot(parts: BotParts): Bot {
  const up = new Map<string, Channel>();
  const dispatcher = createDispatcher({
    ...parts,
    channels: up,
    log: parts.turn.log,
    ...dispatcherHooks(parts),
  });
  const firing = createFiring(fireDeps(parts), () => dispatcher.kick());
  const inbox = createInboxWorker({
    db: parts.db,
    turn: parts.turn,
    now: () => parts.clock.now(),
    pager: parts.pager ?? null,
    handled: ({ madeDue }) => {
      dispatcher.kick();
      if (madeDue) firing.kick();
    },
  });
  const pump = createPump(inbox, dispatcher, () => settleFailed(parts.db, parts.turn, parts.clock.now()));
  const take = async (batch: readonly Inbound[]) => {
    await receive(
      { db: parts.db, now: () => parts.clock.now(), gate: parts.gate, pager: parts.pager ?? null },
      batch,
    );
    pump.kick();
  };
  const host: ChannelHost = {
    receive: take,
    admits: (request) => admit(parts.db, request, parts.clock.now()),
    report: (event) => parts.onChannelEvent?.(event),
    sleep: (ms, signal) => parts.clock.sleep(ms, signal),
    now: () => parts.clock.now(),
  };
  const heartbeat = createHeartbeat(parts);
  const tick = async () => {
    await parts.refresh?.();
    await firing.run();
    await pump.run();
    await heartbeat.beat();
  };
  return {
    start: async () => {
      await parts.refresh?.();
      await takeBackClaims(parts.db);
      await ensureUpkeep(parts.db, parts.clock.now());
      await startAll(parts, host, up);
    },
    stop: async () => {
      await dispatcher.stop();
      await Promise.all(parts.channels.map((channel) => channel.stop()));
      await inbox.drain();
      await firing.stop();
    },
    receive: take,
    // A channel receives before it is known to be up: its first message may be a cry for help.
    express: (message) =>
      up.has(message.address.bot) ? dispatcher.express(message) : sendStraight(parts.channels, message),
    tick,
    settle: async () => {
      await settle(firing, pump);
      await parts.refresh?.();
    },
  };
}

async function startAll(parts: BotParts, host: ChannelHost, up: Map<string, Channel>): Promise<void> {
  await Promise.all(parts.channels.map((channel) => startOne(parts, host, up, channel)));
}

async function startOne(
  parts: BotParts,
  host: ChannelHost,
  up: Map<string, Channel>,
  channel: Channel,
): Promise<void> {
  try {
    await channel.start(host);
    up.set(channel.bot, channel);
  } catch (error) {
    parts.turn.log.error(
      { bot: channel.bot, ...traceOf(error) },
      'a channel did not start; the others go on',
    );
    const detail = error instanceof SendError ? error.message : traceOf(error).error;
    parts.onChannelEvent?.({ bot: channel.bot, type: 'offline', detail });
  }
}

function fireDeps(parts: BotParts): FireDeps {
  return {
    db: parts.db,
    clock: parts.clock,
    owner: parts.owner,
    log: parts.turn.log,
    rules: { programme: parts.turn.programme, zone: (tx) => loadStation(tx).zone },
    run: (tx: Tx, row: DueRow, args, now) => openDue(parts.turn, tx, row, args, now),
    missed: (tx: Tx, row: DueRow, reason: string, now: Date) => openMissed(parts.turn, tx, row, reason, now),
    replan: async (tx: Tx, personId: string, now: Date) => {
      const { programme, calendar } = parts.turn;
      await replan(tx, { programme, calendar, station: loadStation(tx), personId, now });
    },
  };
}

function dispatcherHooks(parts: BotParts) {
  return {
    quietHours: parts.turn.programme.quietHours,
    picture: (name: string) =>
      pictureOf({ db: parts.db, locales: parts.turn.locales, now: () => parts.clock.now() }, name),
    repeatMark: (locale: string) => parts.turn.locales.render({ key: 'engine:repeat' }, locale, 'UTC'),
    contactStopped: async (contactId: string) => {
      await parts.db.prisma.contact.updateMany({ where: { id: contactId }, data: { state: 'stopped' } });
    },
  };
}
