/** What people and the world will do, by the clock that nobody sets; first come, first served within a moment. */
export class Agenda {
  private readonly heap: Entry[] = [];
  private count = 0;

  /** Does something at a moment (ms since the epoch). */
  at(atMs: number, run: () => Promise<void> | void): void {
    this.count += 1;
    this.heap.push({ atMs, order: this.count, run });
    this.up(this.heap.length - 1);
  }

  /** The next moment, or null. */
  next(): number | null {
    return this.heap[0]?.atMs ?? null;
  }

  /** Takes everything that is due by `nowMs`, in order. */
  take(nowMs: number): Entry[] {
    const due: Entry[] = [];
    while (this.heap[0] !== undefined && this.heap[0].atMs <= nowMs) due.push(this.pop());
    return due;
  }

  private pop(): Entry {
    const first = this.heap[0]!;
    const last = this.heap.pop()!;
    if (this.heap.length > 0) {
      this.heap[0] = last;
      this.down(0);
    }
    return first;
  }

  private up(index: number): void {
    for (let at = index; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!isBefore(this.heap[at]!, this.heap[parent]!)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  private down(index: number): void {
    for (let at = index; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < this.heap.length && isBefore(this.heap[left]!, this.heap[least]!)) least = left;
      if (right < this.heap.length && isBefore(this.heap[right]!, this.heap[least]!)) least = right;
      if (least === at) return;
      this.swap(at, least);
      at = least;
    }
  }

  private swap(a: number, b: number): void {
    [this.heap[a], this.heap[b]] = [this.heap[b]!, this.heap[a]!];
  }
}

interface Entry {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => Promise<void> | void;
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.atMs - b.atMs < 0 || (a.atMs === b.atMs && a.order < b.order);
}
