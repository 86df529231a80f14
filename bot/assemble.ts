import path from 'node:path';
import { flowMap } from '../flows/index.js';
import { loadLocales, type Locales } from '../locales/index.js';
import { packageRoot } from '../prisma/package-root.js';
import type { Database } from '../prisma/client.js';
import { loadCalendar } from '../scheduler/calendar/index.js';
import type { Clock } from '../scheduler/clock.js';
import { loadProgramme, type Programme } from '../scheduler/programmes/index.js';
import { serves, type Audience } from './audience.js';
import { createBot, type Bot, type BotParts } from './bot.js';
import { cardWriting, createCrisis } from './crisis/index.js';
import type { Channel, ChannelEvent, Outbound, Sent } from './channels/channel.js';
import type { Random } from './random.js';
import type { TurnDeps } from './turn/types.js';

/** What differs between the real bot, practice, rehearsal and tests. */
export interface AssembleOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly channels: readonly Channel[];
  readonly random: Random;
  readonly log: TurnDeps['log'];
  /** Names this process in leases. */
  readonly owner: string;
  /** Whom a bot is there for; everyone unless told. */
  readonly audience?: (bot: string) => Audience;
  readonly onChannelEvent?: (event: ChannelEvent) => void;
  /** What the provider allows each bot; nothing is limited unless told. */
  readonly budget?: BotParts['budget'];
  /** What an operator should hear of over another way than the channel. */
  readonly onTrouble?: BotParts['onTrouble'];
  readonly programme?: Programme;
  readonly locales?: Locales;
  /** Only for the control test that shows what happens without the crisis gate. */
  readonly withoutGate?: boolean;
  /** Whether the real bot may enrol people (GUIHANG_PILOT); practice always may. */
  readonly pilot?: boolean;
}

/** The bot out of its parts: loads texts, programme and calendar, and refuses bad ones with a clear error. */
export function assemble(options: AssembleOptions): { bot: Bot; turn: TurnDeps } {
  const { channels, random, audience = () => 'everyone' } = options;
  const doorOf = (role: string, doors: readonly Channel[]) =>
    doors.find(({ bot }) => serves(audience(bot), role));
  const turn: TurnDeps = {
    flows: flowMap(),
    locales: options.locales ?? loadLocales(path.join(packageRoot(), 'locales')),
    programme: options.programme ?? loadProgramme(),
    calendar: loadCalendar(),
    random,
    log: options.log,
    pilot: options.pilot ?? false,
    atFlow: ({ bot, chat }, flow, now) =>
      crisis.memory.setWritingCard({ bot, chat }, flow?.startsWith(cardWriting) === true ? now : null),
    inviteLink: (role, code) =>
      doorOf(
        role,
        channels.filter(({ capabilities }) => capabilities.inviteLink),
      )?.inviteLink(code) ?? null,
    isAtHome: (bot, role) => serves(audience(bot), role),
    capabilities: (bot) =>
      channels.find((channel) => channel.bot === bot)?.capabilities ?? { buttons: false, maxText: 2_000 },
  };
  const { db, clock, log } = options;
  const express = (message: Outbound): Promise<Sent> => bot.express(message);
  const crisis = createCrisis({ db, clock, channels, locales: turn.locales, log, express });
  const bot: Bot = createBot({
    db: options.db,
    clock: options.clock,
    channels,
    turn,
    gate: options.withoutGate === true ? null : crisis.gate,
    pager: crisis.pager,
    refresh: () => crisis.refresh(),
    owner: options.owner,
    random: random.chance,
    ...(options.onChannelEvent === undefined ? {} : { onChannelEvent: options.onChannelEvent }),
    ...(options.budget === undefined ? {} : { budget: options.budget }),
    ...(options.onTrouble === undefined ? {} : { onTrouble: options.onTrouble }),
  });
  return { bot, turn };
}
