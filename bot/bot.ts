import type { Database, Tx } from '../prisma/client.js';
import type { DueRow } from '../prisma/repositories/due.js';
import type { Clock } from '../scheduler/clock.js';
import type { BudgetRules } from '../scheduler/budget.js';
import { createDispatcher, type Trouble } from '../scheduler/dispatcher.js';
import { createClockWatch } from '../scheduler/clock-step.js';
import { takeBackClaims, type FireDeps } from '../scheduler/fire.js';
import { replan } from '../scheduler/replan.js';
import { Pulse } from '../scheduler/pulse.js';
import { createWatchdog } from '../scheduler/watchdog.js';
import type { Channel, ChannelEvent, ChannelHost, Inbound, Outbound, Sent } from './channels/channel.js';
import { sendStraight } from './channels/shared/straight.js';
import { readTurnsAhead } from './turn/ahead.js';
import { openDue } from './due.js';
import { openMissed } from './missed.js';
import { createFiring } from './firing.js';
import { admit } from './inbox/admit.js';
import { receive, type ReceiveDeps } from './inbox/receive.js';
import { createInboxWorker } from './inbox/worker.js';
import { settleFailed } from './fallback.js';
import { pictureOf } from './pictures/index.js';
import { createPump, settle, type Pump } from './pump.js';
import { startAll } from './start-channels.js';
import { createTick } from './tick.js';
import { createUpkeep } from './upkeep.js';
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
  /** Fires what is due, and has what waits sent: in the background, so that no broadcast holds up the next tick. */
  tick(): Promise<void>;
  /** Looks whether anything has come to a stop. A timer of its own calls it: a tick that hangs cannot. */
  watch(): Promise<void>;
  /** There is something new in the outbox: sends it in the background. */
  wake(): void;
  /** Does everything that can be done at this moment of the clock; resolves when nothing is left. */
  settle(): Promise<void>;
}

/** @see Bot */
export function createBot(parts: BotParts): Bot {
  const { db, clock } = parts;
  const up = new Map<string, Channel>();
  const log = parts.turn.log;
  const dispatcher = createDispatcher({ ...parts, channels: up, log, ...dispatcherHooks(parts) });
  const pulse = new Pulse(clock);
  const firing = createFiring(fireDeps(parts, pulse), () => dispatcher.kick());
  const inbox = createInboxWorker({
    db,
    turn: parts.turn,
    now: () => clock.now(),
    pager: parts.pager ?? null,
    ...(parts.onTrouble === undefined ? {} : { onTrouble: parts.onTrouble }),
    handled: ({ madeDue }) => {
      dispatcher.kick();
      if (madeDue) firing.kick();
      lookAgain(parts);
    },
  });
  const pump = createPump(inbox, dispatcher, () => settleFailed(db, parts.turn, clock.now()));
  const host = hostOf(parts, pump);
  const upkeep = createUpkeep(db, clock);
  const clockWatch = createClockWatch({ ...parts, log });
  const tick = createTick({ parts, pulse, firing, pump, clockWatch, upkeep });
  const watchdog = createWatchdog({ ...parts, pulse, isPaced: dispatcher.isPaced });
  return {
    start: async () => {
      await parts.refresh?.();
      await takeBackClaims(db);
      await clockWatch.look();
      await upkeep();
      await startAll(parts, host, up);
    },
    stop: async () => {
      await dispatcher.stop();
      await Promise.all(parts.channels.map((channel) => channel.stop()));
      await inbox.drain();
      await firing.stop();
    },
    receive: host.receive,
    // A channel receives before it is known to be up: its first message may be a cry for help.
    express: (message) =>
      up.has(message.address.bot) ? dispatcher.express(message) : sendStraight(parts.channels, message),
    tick,
    watch: () => watchdog.look(),
    wake: () => dispatcher.kick(),
    settle: async () => {
      await clockWatch.look();
      await settle(firing, pump);
      await upkeep();
      await parts.refresh?.();
    },
  };
}

/** What channels may do with the bot. */
function hostOf({ db, clock, gate, pager = null, onChannelEvent }: BotParts, pump: Pump): ChannelHost {
  const now = () => clock.now();
  return {
    receive: async (batch) => {
      await receive({ db, now, gate, pager }, batch);
      pump.kick();
    },
    ...(gate === null ? {} : { hear: (batch) => hear(gate, batch) }),
    admits: (request) => admit(db, request, now()),
    report: (event) => onChannelEvent?.(event),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    now,
  };
}

async function hear(gate: NonNullable<ReceiveDeps['gate']>, batch: readonly Inbound[]): Promise<void> {
  await Promise.all(batch.map((inbound) => gate.inspect(inbound)));
}

function fireDeps(parts: BotParts, pulse: Pulse): FireDeps {
  return {
    db: parts.db,
    clock: parts.clock,
    owner: parts.owner,
    log: parts.turn.log,
    alive: pulse.alive,
    ...(parts.onTrouble === undefined ? {} : { onTrouble: parts.onTrouble }),
    rules: { programme: parts.turn.programme, zone: (tx) => loadStation(tx).zone },
    run: (tx: Tx, row: DueRow, args, now) => openDue(parts.turn, tx, row, args, now),
    ahead: readTurnsAhead,
    missed: openMissed,
    replan: async (tx: Tx, personId: string, now: Date) => {
      const { programme, calendar } = parts.turn;
      await replan(tx, { programme, calendar, station: loadStation(tx), personId, now });
    },
  };
}

/**
 * Somebody came, left or changed places: the crisis memory is read again at once and not only at the next tick. It may
 * not say "nobody is on duty" of a colleague who joined a moment ago. Asks only whether such a row was written.
 */
function lookAgain({ db, refresh }: BotParts): void {
  if (refresh === undefined) return;
  db.read((sql) => sql.kept('crisis', 'memory', () => void refresh())).catch(() => {
    // A database in trouble: the next tick looks again.
  });
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
