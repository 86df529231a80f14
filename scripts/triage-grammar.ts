/**
 * Sentences of our own from small grammars (`scripts/triage-*.grammar`), to train the weights of the triage on.
 *
 * A line `@name a|b|c` names a slot. A line that begins with `+` (danger) or `-` (calm) is a template: `{a|b|}` takes one
 * of the pieces, `@name` (also inside a piece) one of the slot's. `#` begins a comment. Every template gives a handful of different sentences.
 */

/** One sentence and the template it came from (a template is never split between training and judging). */
export interface Grown {
  label: 'risk' | 'neutral';
  text: string;
  template: string;
}

/** A small seeded generator (mulberry32): the same seed gives the same numbers from 0 up to 1. */
export const randomFrom = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
};

const PER_TEMPLATE = 12;
const TRIES = 40;
const CHOICE = /\{([^{}]*)\}/g;

const pick = (pieces: readonly string[], random: () => number): string =>
  pieces[Math.floor(random() * pieces.length)] ?? '';

const SLOT = /@([a-z]+)/g;

const fill = (template: string, slots: ReadonlyMap<string, string[]>, random: () => number): string =>
  template
    .replace(CHOICE, (_whole, inside: string) => pick(inside.split('|'), random))
    .replace(SLOT, (_whole, name: string) => {
      const slot = slots.get(name);
      if (slot === undefined)
        throw new Error(`expected a slot of the grammar, got @${name}; name it at the top`);
      return pick(slot, random);
    });

/** All sentences of a grammar, the same for the same text. Throws on a slot that is not named or a line of no kind. */
export const grow = (grammar: string): Grown[] => {
  const random = randomFrom(11);
  const lines = grammar.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
  const slots = new Map<string, string[]>();
  for (const line of lines) {
    const [, name, pieces] = /^@(\S+) (.+)$/.exec(line) ?? [];
    if (name !== undefined && pieces !== undefined) slots.set(name, pieces.split('|'));
  }
  return lines
    .filter((line) => !line.startsWith('@'))
    .flatMap((line) => {
      const [, sign, template] = /^([+-]) ?(.+)$/.exec(line) ?? [];
      if (template === undefined) throw new Error(`expected a line with @, #, + or - first, got ${line}`);
      const texts = new Set<string>();
      for (let i = 0; i < TRIES && texts.size < PER_TEMPLATE; i += 1)
        texts.add(fill(template, slots, random));
      return Array.from(texts, (text): Grown => ({
        label: sign === '+' ? 'risk' : 'neutral',
        text,
        template,
      }));
    });
};
