import type { TgUpdate, UpdateKind } from './types.js';

interface Waiting {
  readonly id: number;
  readonly update: TgUpdate;
  /** Was confirmed before, and goes out at least once more all the same. */
  isRepeat: boolean;
}

/**
 * Updates of one bot that nobody has confirmed yet. A fetched update stays until a higher offset confirms it, as the
 * provider documents; a webhook confirms by its 2xx answer.
 */
export class UpdateQueue {
  private pending: Waiting[] = [];
  private nextId: number;
  private last: Waiting | null = null;
  /** Null: every kind. */
  allowed: ReadonlySet<string> | null = null;
  /** Called after each push: the waiting long poll or the webhook. */
  wake: () => void = () => {};

  constructor(firstId = 100_000) {
    this.nextId = firstId;
  }

  get size(): number {
    return this.pending.length;
  }

  /** Queues an update of a kind that the bot asked for; returns its id, or null when it did not ask. */
  push(kind: UpdateKind, payload: unknown): number | null {
    if (this.allowed !== null && !this.allowed.has(kind)) return null;
    const id = this.nextId++;
    this.pushRaw({ update_id: id, [kind]: payload }, id);
    return id;
  }

  /** Queues anything, as it is; for malformed updates and for repeats of an earlier one. */
  pushRaw(update: TgUpdate, id = this.nextId++): void {
    this.last = { id, update, isRepeat: false };
    this.pending.push(this.last);
    this.wake();
  }

  /** The number of the next update; the provider too jumps after a quiet week. */
  startAt(id: number): void {
    this.nextId = id;
  }

  /** Queues the newest update once more, under its old `update_id`, as a provider in trouble may. */
  pushAgain(): void {
    if (this.last === null) return;
    this.pending.push({ ...this.last, isRepeat: true });
    this.wake();
  }

  /** Forgets all updates below `offset`; a negative one keeps that many from the end. */
  confirm(offset: number): void {
    if (offset > 0) this.pending = this.pending.filter((entry) => entry.isRepeat || entry.id >= offset);
    if (offset < 0) this.pending = this.pending.slice(offset);
  }

  peek(limit: number): TgUpdate[] {
    const handed = this.pending.slice(0, limit);
    for (const entry of handed) entry.isRepeat = false;
    return handed.map((entry) => entry.update);
  }

  /** Confirms the first one, as a webhook's 2xx does. */
  shift(): void {
    this.pending.shift();
  }

  clear(): void {
    this.pending = [];
  }
}
