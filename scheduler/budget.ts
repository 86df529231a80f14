import type { Lane } from '../flows/core-effects.js';

/** So many sends in any stretch of `ms`. */
export interface Limit {
  readonly sends: number;
  /** Length of the sliding window in ms. */
  readonly ms: number;
}

/** What a provider allows one bot account; a limit that is missing does not exist. */
export interface BudgetRules {
  /** All sends of the account. */
  readonly perBot?: Limit;
  /** All sends of the account in a day: what the bot begins gets {@link dayShare} of it, a crisis is never held up. */
  readonly perDay?: Limit;
  /** To one chat. */
  readonly perChat?: Limit;
  /** To one group, beside `perChat`. */
  readonly perGroup?: Limit;
  /** The part of the account that bulk may take; {@link bulkShare} unless told. */
  readonly bulkShare?: number;
}

/** Nothing is limited: memory and web channels, rehearsals. */
export const noBudget: BudgetRules = {};

/**
 * What providers publish or have been seen to tolerate, by the kind of channel. Telegram: 30 a second a bot, 1 a
 * second a chat, 20 a minute a group (Bot API FAQ). WeChat publishes nothing; about 120 a minute were refused, so a
 * sober pace is 20 a minute and 600 a day.
 */
export const budgetRules: Readonly<Record<string, BudgetRules>> = {
  telegram: {
    perBot: { sends: 30, ms: 1_000 },
    perChat: { sends: 1, ms: 1_000 },
    perGroup: { sends: 20, ms: 60_000 },
  },
  wechat: {
    perBot: { sends: 20, ms: 60_000 },
    perDay: { sends: 600, ms: 24 * 3_600_000 },
    perChat: { sends: 1, ms: 2_500 },
  },
  web: noBudget,
  memory: noBudget,
};

/** Bulk never takes more than this part of anything: a broadcast leaves room for people. */
export const bulkShare = 0.8;

/** Reminders and bulk never take more than this part of a day: the rest is for answers. */
export const dayShare = 0.8;

/** A sliding window of slots. A slot is taken when a call starts and is free again `ms` after its answer. */
class Slots {
  private held = 0;
  private returns: number[] = [];
  private head = 0;

  constructor(private readonly limit: Limit) {}

  free(nowMs: number): number {
    while (this.head < this.returns.length && this.returns[this.head]! <= nowMs) this.head += 1;
    if (this.head > 1_000) {
      this.returns = this.returns.slice(this.head);
      this.head = 0;
    }
    return Math.max(0, this.limit.sends - this.held - (this.returns.length - this.head));
  }

  take(): void {
    this.held += 1;
  }

  /** The provider counted the call at some moment before its answer: counting from the answer is always safe. */
  giveBack(nowMs: number): void {
    this.held -= 1;
    this.returns.push(nowMs + this.limit.ms);
  }

  /** When the next slot comes back; null while that depends on an answer, or when none is out. */
  nextAt(): number | null {
    return this.returns[this.head] ?? null;
  }

  isIdle(nowMs: number): boolean {
    return this.free(nowMs) === this.limit.sends;
  }
}

/** A send that counts against a budget until its answer is in. */
export interface Ticket {
  /** Call once, with the moment of the provider's answer. */
  done(nowMs: number): void;
}

/** Chats whose window is idle are forgotten when there are more than this. */
const mostChats = 5_000;

/**
 * The budget of one bot account. No sliding window of the provider is ever exceeded, however the network delays or
 * bunches calls, because a slot comes back a whole window after the answer to the call that took it. Moments are in
 * ms of any clock that does not go back.
 */
export class Budget {
  private readonly bot: Slots | null;
  private readonly bulk: Slots | null;
  private readonly smooth: Slots | null;
  private readonly day: Slots | null;
  private readonly dayUnasked: Slots | null;
  private readonly chats = new Map<string, Slots[]>();

  constructor(private readonly rules: BudgetRules) {
    const { perBot, perDay } = rules;
    this.day = perDay === undefined ? null : new Slots(perDay);
    this.dayUnasked =
      perDay === undefined ? null : new Slots({ ...perDay, sends: bulkRoom(perDay.sends, dayShare) });
    this.bot = perBot === undefined ? null : new Slots(perBot);
    this.bulk =
      perBot === undefined ? null : new Slots({ ...perBot, sends: bulkRoom(perBot.sends, rules.bulkShare) });
    this.smooth = perBot === undefined ? null : new Slots(smoothed(perBot));
  }

  /** How many calls of this lane may start now, whatever their chats; Infinity without a limit. */
  room(lane: Lane, nowMs: number): number {
    return Math.min(...this.windows(lane).map((slots) => slots.free(nowMs)), Infinity);
  }

  /** How much of the day is left for this lane; Infinity without a limit. */
  dayRoom(lane: Lane, nowMs: number): number {
    if (lane === 'crisis') return Infinity;
    return Math.min(...this.dayWindows(lane).map((slots) => slots.free(nowMs)), Infinity);
  }

  /** Whether this chat may be written to now. */
  chatIsFree(chat: string, nowMs: number): boolean {
    return this.chats.get(chat)?.every((slots) => slots.free(nowMs) > 0) ?? true;
  }

  /** When this chat may be written to; null while that depends on an answer. At once: `nowMs`. */
  chatFreeAt(chat: string, nowMs: number): number | null {
    let at = nowMs;
    for (const slots of this.chats.get(chat) ?? []) {
      if (slots.free(nowMs) > 0) continue;
      const next = slots.nextAt();
      if (next === null) return null;
      at = Math.max(at, next);
    }
    return at;
  }

  /** Counts a call that starts now. Never refuses: whoever may not wait (a crisis card) may overdraw. */
  take(lane: Lane, chat: string, nowMs: number): Ticket {
    const taken = [...this.accountWindows(lane), ...this.dayWindows(lane), ...this.chatWindows(chat, nowMs)];
    for (const slots of taken) slots.take();
    if (lane !== 'crisis') this.pace(nowMs);
    return {
      done: (at) => {
        for (const slots of taken) slots.giveBack(at);
      },
    };
  }

  /** When {@link room} of this lane may grow by itself; null when only an answer can make it grow. */
  nextAt(lane: Lane, nowMs: number): number | null {
    let at: number | null = null;
    for (const slots of this.windows(lane)) {
      if (slots.free(nowMs) > 0) continue;
      const next = slots.nextAt();
      if (next === null) return null;
      at = Math.max(at ?? 0, next);
    }
    return at;
  }

  /** How many calls the account may make in `ms`; Infinity without a limit. */
  within(ms: number): number {
    const { perBot } = this.rules;
    return perBot === undefined ? Infinity : Math.ceil((perBot.sends * ms) / perBot.ms);
  }

  /** The windows that decide about a lane. The crisis lane is not smoothed; only bulk is held to its share. */
  private windows(lane: Lane): Slots[] {
    const extra = lane === 'crisis' ? [] : [this.smooth, ...this.dayWindows(lane)];
    return [...this.accountWindows(lane), ...extra.filter((slots) => slots !== null)];
  }

  /** A crisis counts in the day, but the day does not count for it. */
  private dayWindows(lane: Lane): Slots[] {
    const isAsked = lane === 'crisis' || lane === 'reply';
    return [this.day, isAsked ? null : this.dayUnasked].filter((slots) => slots !== null);
  }

  private accountWindows(lane: Lane): Slots[] {
    return [this.bot, lane === 'bulk' ? this.bulk : null].filter((slots) => slots !== null);
  }

  /** Smoothing is about starts; a slow answer must not slow it down. */
  private pace(nowMs: number): void {
    this.smooth?.take();
    this.smooth?.giveBack(nowMs);
  }

  private chatWindows(chat: string, nowMs: number): Slots[] {
    const { perChat, perGroup } = this.rules;
    if (perChat === undefined && perGroup === undefined) return [];
    const known = this.chats.get(chat);
    if (known !== undefined) return known;
    if (this.chats.size >= mostChats) this.forget(nowMs);
    const limits = [perChat, isGroup(chat) ? perGroup : undefined].filter((limit) => limit !== undefined);
    const made = limits.map((limit) => new Slots(limit));
    this.chats.set(chat, made);
    return made;
  }

  private forget(nowMs: number): void {
    for (const [chat, windows] of this.chats) {
      if (windows.every((slots) => slots.isIdle(nowMs))) this.chats.delete(chat);
    }
  }
}

/** How much of `room` bulk may take: at least one, or a small account would never be told anything. */
export function bulkRoom(room: number, share = bulkShare): number {
  return Number.isFinite(room) ? Math.max(1, Math.floor(room * share)) : room;
}

/**
 * Without it an account that begins with all its sends in one burst keeps sending in bursts, and a crisis may find
 * the whole second used up. A tenth of the window takes a little more than a tenth of the sends.
 */
function smoothed({ sends, ms }: Limit): Limit {
  return { sends: Math.ceil(sends / 10) + 1, ms: ms / 10 };
}

/** Groups have negative ids at Telegram and their own sign at WeChat. */
function isGroup(chat: string): boolean {
  return chat.startsWith('-') || chat.startsWith('@@');
}
