import type { Channel, Outbound, Sent } from '../../bot/channels/channel.js';
import type { Lane } from '../../flows/core-effects.js';
import type { ClaimedOutbox } from '../../prisma/repositories/outbox.js';
import { Budget, noBudget, type Ticket } from '../budget.js';
import { systemClock } from '../clock.js';
import { Health } from './health.js';
import type { DispatcherDeps, Trouble } from './types.js';

/** Messages in flight on one channel at once, unless told. */
export const defaultWindow = 400;

/** Slots of so many ms are claimed ahead: a commit takes that long on a slow disk. */
const aheadMs = 50;

/** An account that is held to its limits sends something within this time, as long as anything waits. */
const activeMs = 60_000;

/** One bot account: its channel, what the provider allows it, how it is doing. Shared by its two send loops. */
export class Account {
  readonly health: Health;
  readonly budget: Budget;
  readonly nowMs: () => number;
  /** How many rows beyond the free slots are claimed, so that a slot never waits for a commit. */
  readonly lookahead: number;
  /** Crisis rows or cards wait for a slot: the other lanes leave the next ones to them. */
  crisisWaits = 0;
  private readonly isLimited: boolean;
  /** Contacts whose chats may not be free: contact → chat. */
  private readonly recent = new Map<string, string>();

  constructor(
    readonly bot: string,
    readonly channel: Channel,
    private readonly deps: DispatcherDeps,
  ) {
    const rules = deps.budget?.(bot) ?? noBudget;
    this.health = new Health(deps.window ?? defaultWindow);
    this.budget = new Budget(rules);
    this.nowMs = () => deps.clock.elapsedMs();
    const hasTimers = deps.wakesItself ?? deps.clock === systemClock;
    const ahead = this.budget.within(aheadMs);
    this.lookahead = hasTimers && Number.isFinite(ahead) ? ahead : 0;
    this.isLimited = rules.perChat !== undefined || rules.perGroup !== undefined;
  }

  /** Makes the one call that a claimed row is, and counts it. */
  async send(row: ClaimedOutbox): Promise<Sent> {
    if (this.isLimited) this.recent.set(row.contactId, row.chat);
    const message = {
      key: row.key,
      address: { bot: row.bot, chat: row.chat },
      text: row.text,
      buttons: row.buttons,
    };
    return this.call(row.lane === 'crisis' ? { ...message, urgent: true } : message, row.lane, row.image);
  }

  /**
   * Sends past the outbox, before everything that waits in it. Where the account's own limit is used up it takes the
   * next slot; a chat's limit does not hold it back.
   */
  async express(message: Outbound): Promise<Sent> {
    for (;;) {
      const now = this.nowMs();
      const at = this.budget.room('crisis', now) > 0 ? null : this.budget.nextAt('crisis', now);
      if (at === null) return this.call({ ...message, urgent: true }, 'crisis');
      this.crisisWaits += 1;
      try {
        await this.deps.clock.sleep(Math.max(1, Math.ceil(at - now)));
      } finally {
        this.crisisWaits -= 1;
      }
    }
  }

  /** Whether there is a slot for this claimed row now; the crisis lane has had its own when it was claimed. */
  maySend({ lane, chat }: ClaimedOutbox): boolean {
    const now = this.nowMs();
    if (lane === 'crisis' || !Number.isFinite(this.budget.room('crisis', now))) return true;
    if (this.crisisWaits > 0) return false;
    return this.budget.room(lane, now) > 0 && this.budget.chatIsFree(chat, now);
  }

  /** When to ask again whether this row may be sent; null while that depends on an answer. */
  maySendAt({ lane, chat }: ClaimedOutbox): number | null {
    const now = this.nowMs();
    if (this.crisisWaits > 0) return now + 1;
    const account = this.budget.room(lane, now) > 0 ? now : this.budget.nextAt(lane, now);
    const own = this.budget.chatFreeAt(chat, now);
    return account === null || own === null ? null : Math.max(account, own);
  }

  /** Contacts that may not be written to at this moment. */
  busy(): string[] {
    if (this.recent.size === 0) return [];
    const now = this.nowMs();
    for (const [contactId, chat] of this.recent) {
      if (this.budget.chatIsFree(chat, now)) this.recent.delete(contactId);
    }
    return [...this.recent.keys()];
  }

  /** When the first of the busy contacts may be written to again; null when none is, or an answer is awaited. */
  nextContactAt(): number | null {
    const now = this.nowMs();
    const moments = [...this.recent.values()].map((chat) => this.budget.chatFreeAt(chat, now) ?? Infinity);
    const at = Math.min(...moments, Infinity);
    return Number.isFinite(at) ? at : null;
  }

  /** Whether what waits in this lane only waits for the provider's limits: messages go out, or the day's are used up. */
  isPaced(lane: Lane): boolean {
    const now = this.nowMs();
    if (!Number.isFinite(this.budget.room(lane, now))) return false;
    const isDayOver = this.budget.dayRoom(lane, now) <= 0 && this.budget.nextAt(lane, now) !== null;
    return isDayOver || this.health.succeededWithin(activeMs, now);
  }

  tell(code: Trouble['code'], detail: Trouble['detail'] = {}): void {
    this.deps.onTrouble?.({ code, bot: this.bot, detail });
  }

  /** The slot is taken before a picture is drawn: nobody else may take it meanwhile. */
  private async call(message: Outbound, lane: Lane, picture: string | null = null): Promise<Sent> {
    const ticket: Ticket = this.budget.take(lane, message.address.chat, this.nowMs());
    try {
      const drawn = picture === null ? {} : await this.deps.picture?.(picture);
      return await this.channel.send({ ...message, ...drawn });
    } finally {
      ticket.done(this.nowMs());
    }
  }
}
