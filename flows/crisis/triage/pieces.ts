const FIRST_SLOTS = 1 << 12;
const GOLDEN = 0x9e3779b1;

/**
 * A tree of pieces of text, to find all that stand in a sentence in one pass. Its branches lie in one hash table of
 * integers (node and character → node): a message of thousands of characters asks it thousands of times.
 */
export class Pieces {
  private readonly roots = new Int32Array(0x10000);
  /** Key and node side by side: one look into memory finds both. */
  private slots = new Int32Array(2 * FIRST_SLOTS);
  /** By node: the number of the piece that ends there, or -1. Node 0 is none. */
  private ends = new Int32Array(FIRST_SLOTS).fill(-1);
  private nodes = 1;
  private readonly numbers = new Map<string, number>();
  private branches = 0;

  /** How many pieces there are. */
  get size(): number {
    return this.numbers.size;
  }

  /** The number of a piece (counted from 0), put into the tree when it is new. */
  numberOf(piece: string): number {
    const known = this.numbers.get(piece);
    if (known !== undefined) return known;
    const number = this.numbers.size;
    this.numbers.set(piece, number);
    const first = piece.charCodeAt(0);
    let node = this.roots[first] ?? 0;
    if (node === 0) node = this.roots[first] = this.newNode();
    for (let i = 1; i < piece.length; i += 1) {
      const unit = piece.charCodeAt(i);
      const next = this.follow(node, unit);
      node = next === 0 ? this.branch(node, unit) : next;
    }
    this.ends[node] = number;
    return number;
  }

  /** Calls `visit` with the number of every piece that stands in the text, as often as it stands there. */
  each(text: string, visit: (piece: number) => void): void {
    for (let from = 0; from < text.length; from += 1) {
      let node = this.roots[text.charCodeAt(from)] ?? 0;
      for (let at = from + 1; node !== 0; at += 1) {
        const piece = this.ends[node] ?? -1;
        if (piece >= 0) visit(piece);
        node = at < text.length ? this.follow(node, text.charCodeAt(at)) : 0;
      }
    }
  }

  /** The number of the longest piece that begins at `from` and that `fits`, or -1. */
  longestAt(text: string, from: number, fits: (end: number) => boolean): number {
    let node = this.roots[text.charCodeAt(from)] ?? 0;
    let longest = -1;
    for (let at = from + 1; node !== 0; at += 1) {
      const piece = this.ends[node] ?? -1;
      if (piece >= 0 && fits(at)) longest = piece;
      node = at < text.length ? this.follow(node, text.charCodeAt(at)) : 0;
    }
    return longest;
  }

  private newNode(): number {
    if (this.nodes === this.ends.length) {
      const ends = new Int32Array(2 * this.nodes).fill(-1);
      ends.set(this.ends);
      this.ends = ends;
    }
    return this.nodes++;
  }

  private follow(node: number, unit: number): number {
    const { slots } = this;
    const key = (node << 16) | unit;
    const mask = slots.length - 1;
    for (let slot = (Math.imul(key, GOLDEN) >>> 11) & mask & ~1; ; slot = (slot + 2) & mask) {
      const found = slots[slot + 1]!;
      if (found === 0 || slots[slot] === key) return found;
    }
  }

  private branch(node: number, unit: number): number {
    this.branches += 1;
    if (this.branches * 4 > this.slots.length) this.grow();
    const next = this.newNode();
    this.put((node << 16) | unit, next);
    return next;
  }

  private put(key: number, node: number): void {
    const mask = this.slots.length - 1;
    let slot = (Math.imul(key, GOLDEN) >>> 11) & mask & ~1;
    while (this.slots[slot + 1] !== 0) slot = (slot + 2) & mask;
    this.slots[slot] = key;
    this.slots[slot + 1] = node;
  }

  private grow(): void {
    const { slots } = this;
    this.slots = new Int32Array(2 * slots.length);
    for (let slot = 0; slot < slots.length; slot += 2) {
      if (slots[slot + 1] !== 0) this.put(slots[slot]!, slots[slot + 1]!);
    }
  }
}
