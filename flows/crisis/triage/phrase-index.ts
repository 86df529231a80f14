import { anchorsOf } from './anchors.js';
import { Pieces } from './pieces.js';

/** Each sentence has its number, in 32 bits. */
const MOST_TURNS = 0xffff_ffff;
const begin = (...counts: readonly Uint32Array[]): number => {
  for (const count of counts) count.fill(0);
  return 1;
};
const ascending = (one: number, other: number): number => one - other;

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
  const owners = Array.from({ length: pieces.size }, (): number[] => []);
  sets.forEach(([rarest = []], pattern) => {
    for (const piece of rarest) owners[piece]?.push(pattern);
  });
  const byPiece = owners.map((patterns) => Int32Array.from(patterns));
  const others = sets.map((needed) => needed.slice(1).map((set) => Int32Array.from(set)));
  const [present, named] = [new Uint32Array(pieces.size), new Uint32Array(patterns.length)];
  let turn = 0;
  const standing: number[] = [];
  const note = (piece: number): void => {
    if (present[piece] === turn) return;
    present[piece] = turn;
    standing.push(piece);
  };
  const holds = (set: Int32Array): boolean => {
    for (let i = 0; i < set.length; i += 1) if (present[set[i]!] === turn) return true;
    return false;
  };
  const couldBe = (pattern: number): boolean => {
    const needed = others[pattern]!;
    for (let i = 0; i < needed.length; i += 1) if (!holds(needed[i]!)) return false;
    return true;
  };
  return (sentence) => {
    turn = turn === MOST_TURNS ? begin(present, named) : turn + 1;
    standing.length = 0;
    pieces.each(sentence, note);
    const could = [...always];
    for (let i = 0; i < standing.length; i += 1) {
      const patterns = byPiece[standing[i]!]!;
      for (let j = 0; j < patterns.length; j += 1) {
        const pattern = patterns[j]!;
        if (named[pattern] === turn) continue;
        named[pattern] = turn;
        if (couldBe(pattern)) could.push(pattern);
      }
    }
    return could.length < 2 ? could : could.sort(ascending);
  };
};
