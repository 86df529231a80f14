import { anchorsOf } from './anchors.js';
import { Pieces } from './pieces.js';

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
