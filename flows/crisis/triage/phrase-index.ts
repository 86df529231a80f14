import { anchorsOf } from './anchors.js';

/** A node of the tree of pieces: the piece that ends here, and what may follow. */
interface Node {
  piece: number;
  next: Map<number, Node> | null;
}

/** All pieces in one tree, found in a sentence in one pass. */
class Pieces {
  private readonly roots = new Array<Node | undefined>(0x10000);
  private readonly numbers = new Map<string, number>();

  /** The number of a piece, the same for the same piece. */
  numberOf(piece: string): number {
    const known = this.numbers.get(piece);
    if (known !== undefined) return known;
    const number = this.numbers.size;
    this.numbers.set(piece, number);
    let node = (this.roots[piece.charCodeAt(0)] ??= { piece: -1, next: null });
    for (let i = 1; i < piece.length; i += 1) {
      const next = (node.next ??= new Map<number, Node>());
      const unit = piece.charCodeAt(i);
      const child = next.get(unit) ?? { piece: -1, next: null };
      next.set(unit, child);
      node = child;
    }
    node.piece = number;
    return number;
  }

  get size(): number {
    return this.numbers.size;
  }

  /** Calls `visit` with the number of every piece that stands in the sentence, as often as it stands there. */
  each(sentence: string, visit: (piece: number) => void): void {
    for (let from = 0; from < sentence.length; from += 1) {
      let node = this.roots[sentence.charCodeAt(from)];
      for (let at = from + 1; node !== undefined; at += 1) {
        if (node.piece >= 0) visit(node.piece);
        if (node.next === null || at >= sentence.length) break;
        node = node.next.get(sentence.charCodeAt(at));
      }
    }
  }
}

/**
 * Which patterns could match in a sentence, by the pieces of text that stand in it: a function from the sentence to
 * pattern numbers, ascending. One pass over the sentence, whatever the number of patterns.
 */
export const phraseIndex = (patterns: readonly string[]): ((sentence: string) => number[]) => {
  const pieces = new Pieces();
  const sets = patterns.map((pattern) =>
    anchorsOf(pattern).map((set) => set.map((piece) => pieces.numberOf(piece))),
  );
  const always = sets.flatMap((needed, pattern) => (needed.length === 0 ? [pattern] : []));
  const byPiece = Array.from({ length: pieces.size }, (): number[] => []);
  sets.forEach(([rarest = []], pattern) => {
    for (const piece of rarest) byPiece[piece]?.push(pattern);
  });
  const others = sets.map((needed) => needed.slice(1).map((set) => Int32Array.from(set)));
  const [present, named] = [new Float64Array(pieces.size), new Float64Array(patterns.length)];
  let turn = 0;
  let standing: number[] = [];
  const note = (piece: number): void => {
    if (present[piece] !== turn) standing.push(piece);
    present[piece] = turn;
  };
  const holds = (set: Int32Array): boolean => {
    for (const piece of set) if (present[piece] === turn) return true;
    return false;
  };
  return (sentence) => {
    turn += 1;
    standing = [];
    pieces.each(sentence, note);
    const could = [...always];
    for (const piece of standing) {
      for (const pattern of byPiece[piece] ?? []) {
        if (named[pattern] === turn) continue;
        named[pattern] = turn;
        if (others[pattern]?.every(holds) === true) could.push(pattern);
      }
    }
    return could.sort((a, b) => a - b);
  };
};
