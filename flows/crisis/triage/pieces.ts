const FIRST_SLOTS = 1 << 12;
const GOLDEN = 0x9e3779b1;

/**
 * A tree of pieces of text, to find all that stand in a sentence in one pass. Its branches lie in one hash table of
 * integers (node and character → node): a message of thousands of characters asks it thousands of times.
 */
export class Pieces {
  private readonly roots = new Int32Array(0x10000);
  private keys = new Int32Array(FIRST_SLOTS);
  private nodes = new Int32Array(FIRST_SLOTS);
  /** By node: the number of the piece that ends there, or -1. Node 0 is none. */
  private readonly ends: number[] = [-1];
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
    if (node === 0) node = this.roots[first] = this.ends.push(-1) - 1;
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

  private follow(node: number, unit: number): number {
    const key = (node << 16) | unit;
    const mask = this.keys.length - 1;
    for (let slot = (Math.imul(key, GOLDEN) >>> 12) & mask; ; slot = (slot + 1) & mask) {
      const found = this.nodes[slot] ?? 0;
      if (found === 0 || this.keys[slot] === key) return found;
    }
  }

  private branch(node: number, unit: number): number {
    this.branches += 1;
    if (this.branches * 2 > this.keys.length) this.grow();
    const next = this.ends.push(-1) - 1;
    this.put((node << 16) | unit, next);
    return next;
  }

  private put(key: number, node: number): void {
    const mask = this.keys.length - 1;
    let slot = (Math.imul(key, GOLDEN) >>> 12) & mask;
    while (this.nodes[slot] !== 0) slot = (slot + 1) & mask;
    this.keys[slot] = key;
    this.nodes[slot] = node;
  }

  private grow(): void {
    const [keys, nodes] = [this.keys, this.nodes];
    this.keys = new Int32Array(keys.length * 2);
    this.nodes = new Int32Array(keys.length * 2);
    nodes.forEach((node, slot) => {
      if (node !== 0) this.put(keys[slot] ?? 0, node);
    });
  }
}
