import { traceOf } from '../trace-of.js';
import { SendError } from '../../bot/channels/channel.js';
import type { Lane } from '../../flows/core-effects.js';
import {
  dispatchTurn,
  moveContact,
  nextNotBefore,
  type DispatchResult,
  type DispatchTurn,
  type EndedClaim,
} from '../../prisma/repositories/dispatch-outbox.js';
import type { ClaimedOutbox, OutboxEnd } from '../../prisma/repositories/outbox.js';
import { systemClock } from '../clock.js';
import type { Account } from './account.js';
import { Bell } from './bell.js';
import { failureOf, type Failure } from './outcome.js';
import type { DispatcherDeps } from './types.js';

const leaseMs = 45_000;
/** A commit is a sync of the disk: half of what is in flight shares one, if it is answered within this time. */
const gatherMs = 25;
/** Less than this in flight is no load. */
const loaded = 32;
/** After a failed commit the loop tries again by itself. */
const troubleMs = 1_000;

/** Which rows a loop takes at this moment. */
export interface Selection extends Pick<DispatchTurn, 'wanted' | 'busy' | 'choose'> {
  /** How many may be taken at most; 0: only ends are recorded. */
  readonly room: number;
}

/** Where a loop's rows come from. */
export interface Source {
  /** How many may be in flight beside those that are. */
  select(inFlight: ReadonlyMap<Lane, number>, waiting: number): Promise<Selection>;
  /** Told what a turn brought. */
  took(result: DispatchResult): void;
  /** When room may grow by itself (ms of the stopwatch), or null. */
  nextAt(): number | null;
  /** Whether to wait a moment for more ends before the next commit. */
  readonly gathers: boolean;
}

/**
 * Sends the rows of one channel: claims what may go, keeps many calls in flight, and records what has ended in the
 * commit that claims the next. Never more is claimed than is in flight at once, so that a crash leaves only that in
 * doubt.
 */
export class SendLoop {
  /** Provider calls made so far. */
  calls = 0;
  /** Something ended in `unknown` since this was last reset. */
  hasUnknown = false;
  private readonly bell: Bell;
  private readonly inFlight = new Map<Lane, number>();
  private flying = 0;
  private ended: EndedClaim[] = [];
  /** Claimed, and waiting for their slots in the budget. */
  private readonly waiting: ClaimedOutbox[] = [];
  private readonly slot: Bell;
  private running: Promise<void> | null = null;
  private isPoked = false;
  private enough = 1;
  private readonly hasTimers: boolean;
  private poke: () => void = () => {};
  private isStopping = false;

  constructor(
    private readonly account: Account,
    private readonly source: Source,
    private readonly deps: DispatcherDeps,
  ) {
    this.hasTimers = deps.wakesItself ?? deps.clock === systemClock;
    this.bell = new Bell(deps.clock, account.nowMs, () => this.kick());
    this.slot = new Bell(deps.clock, account.nowMs, () => this.launch());
  }

  /** There may be something to send. */
  kick(): void {
    this.isPoked = true;
    this.poke();
    if (this.running !== null || this.isStopping) return;
    this.running = this.pump()
      .catch((error: unknown) => this.failed(error))
      .finally(() => {
        this.running = null;
        if (this.isPoked) this.kick();
      });
  }

  /** Resolves when nothing can go now and nothing is in flight. */
  async idle(): Promise<void> {
    while (this.running !== null) await this.running;
  }

  /** Takes nothing more, lets what is in flight end, and records it. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.bell.cancel();
    this.slot.cancel();
    this.launch();
    this.poke();
    await this.idle();
    if (this.flying > 0 || this.ended.length > 0) await this.pump();
  }

  private async pump(): Promise<void> {
    for (;;) {
      this.isPoked = false;
      const wasFlying = this.flying > 0;
      const selection = this.isStopping
        ? closed
        : await this.source.select(this.inFlight, this.waiting.length);
      const mayBeMore = (selection.room > 0 || this.ended.length > 0) && (await this.turn(selection));
      if (mayBeMore || this.isPoked) continue;
      if (this.flying > 0 || this.ended.length > 0) await this.nextEnd();
      // Room that came free since the selection has not been looked at yet.
      else if (!wasFlying) break;
    }
    if (this.hasTimers) await this.arm();
  }

  /** Records and claims in one commit; returns whether rows that fell left room for others. */
  private async turn(selection: Selection): Promise<boolean> {
    const { db, clock, owner, log } = this.deps;
    const ended = this.ended;
    this.ended = [];
    try {
      const { bot, channel } = this.account;
      const counts = channel.capabilities.replyWindow !== null;
      const result = await dispatchTurn(db, {
        ...selection,
        counts,
        owner,
        bot,
        now: clock.now(),
        leaseMs,
        ended,
      });
      if (result.late > 0) log.warn({ count: result.late }, 'leases had passed to another owner');
      for (const row of result.claimed) this.start(row);
      this.launch();
      this.source.took(result);
      return result.unsent.length > 0 && result.claimed.length < selection.room;
    } catch (error) {
      this.ended = [...ended, ...this.ended];
      throw error;
    }
  }

  private start(row: ClaimedOutbox): void {
    this.flying += 1;
    this.inFlight.set(row.lane, (this.inFlight.get(row.lane) ?? 0) + 1);
    this.waiting.push(row);
  }

  /** Makes the calls for which there are slots now, and comes back when the next slot is free. */
  private launch(): void {
    if (this.waiting.length === 0) return;
    const later: ClaimedOutbox[] = [];
    for (const row of this.waiting.splice(0)) {
      // One by one: each call takes the slot that the next one asks for.
      if (!this.isStopping && this.account.maySend(row)) this.fly(row);
      else later.push(row);
    }
    this.waiting.push(...later);
    if (this.isStopping) {
      for (const row of this.waiting.splice(0))
        this.end(row, { state: 'errored', notBefore: this.deps.clock.now(), error: 'stopped' });
      return;
    }
    const at = Math.min(...later.map((row) => this.account.maySendAt(row) ?? Infinity), Infinity);
    if (Number.isFinite(at)) this.slot.set(at);
    // Nothing is left for the next slot: it shall not wait until more answers share a commit.
    if (later.length === 0 && this.account.lookahead > 0) this.poke();
  }

  private fly(row: ClaimedOutbox): void {
    this.calls += 1;
    this.account
      .send(row)
      .then(
        (sent): OutboxEnd => this.succeeded(sent.messageRef),
        (error: unknown) => this.refused(row, error),
      )
      .then(
        (end) => this.end(row, end),
        () => this.end(row, { state: 'unknown', error: 'channel-bug' }),
      );
  }

  private succeeded(providerRef: string | null): OutboxEnd {
    this.account.health.succeeded(this.account.nowMs());
    return { state: 'sent', at: this.deps.clock.now(), providerRef };
  }

  private async refused(row: ClaimedOutbox, error: unknown): Promise<OutboxEnd> {
    if (!(error instanceof SendError)) {
      this.deps.log.error(
        { outbox: row.id, kind: row.kind, ...traceOf(error) },
        'a channel threw something that is no SendError',
      );
      return { state: 'unknown', error: 'channel-bug' };
    }
    const { clock, random } = this.deps;
    const channelWorks = this.account.health.works(this.account.nowMs());
    const failure = failureOf(row, error, { now: clock.now(), random, channelWorks });
    await this.aside(row, failure);
    return failure.end;
  }

  /** What a failure means for more than its row. */
  private async aside(row: ClaimedOutbox, { side, end, movedTo }: Failure): Promise<void> {
    const { health, nowMs } = this.account;
    switch (side) {
      case 'row':
        return;
      case 'stopped':
        return this.deps.contactStopped(row.contactId);
      case 'moved':
        return moveContact(this.deps.db, row.contactId, movedTo ?? row.chat);
      case 'unauthorized':
        if (health.failed(nowMs())) this.account.tell('channel.unauthorized');
        return;
      case 'channel':
        if (health.failed(nowMs())) this.account.tell('channel.down');
        return;
      case 'throttled': {
        const waitMs =
          end.state === 'errored' ? end.notBefore.getTime() - this.deps.clock.now().getTime() : 0;
        if (health.throttled(nowMs(), nowMs() + waitMs))
          this.account.tell('channel.throttled', { seconds: Math.ceil(waitMs / 1_000) });
      }
    }
  }

  private end(row: ClaimedOutbox, end: OutboxEnd): void {
    this.flying -= 1;
    this.inFlight.set(row.lane, (this.inFlight.get(row.lane) ?? 1) - 1);
    if (end.state === 'unknown') this.hasUnknown = true;
    this.ended.push({ claim: row, end });
    this.launch();
    if (this.ended.length >= this.enough) this.poke();
  }

  /** Waits for an answer or a kick; then, under load, a few milliseconds for more answers to share the commit. */
  private async nextEnd(): Promise<void> {
    await this.until(1);
    const isPaced = this.account.lookahead > 0;
    if (!this.source.gathers || !this.hasTimers || (this.flying < loaded && !isPaced)) return;
    const rest = new AbortController();
    const late = this.deps.clock.sleep(gatherMs, rest.signal).catch(() => {});
    const enough = isPaced ? Infinity : (this.flying + this.ended.length) / 2;
    await Promise.race([this.until(enough), late]);
    rest.abort();
  }

  /** Resolves when so many answers are there, or at a kick. */
  private async until(enough: number): Promise<void> {
    if (this.ended.length >= enough || this.isPoked) return;
    this.enough = enough;
    await new Promise<void>((resolve) => (this.poke = resolve));
  }

  private async arm(): Promise<void> {
    if (this.isStopping) return;
    const { db, clock } = this.deps;
    const room = this.source.nextAt();
    if (room !== null) this.bell.set(room);
    const now = clock.now();
    const row = await nextNotBefore(db, this.account.bot, now);
    if (row !== null && !this.isStopping)
      this.bell.set(this.account.nowMs() + (row.getTime() - now.getTime()));
  }

  private failed(error: unknown): void {
    this.deps.log.error(
      { bot: this.account.bot, ...traceOf(error) },
      'sending could not be recorded or claimed',
    );
    if (this.hasTimers) this.bell.set(this.account.nowMs() + troubleMs);
  }
}

const closed: Selection = { room: 0, wanted: [], busy: [], choose: () => ({ go: [], end: [] }) };
