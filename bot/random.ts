import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { codeAlphabet } from '../flows/router.js';

/** Where ids, tokens, codes and chance come from. */
export interface Random {
  id(): string;
  /** Token of a button: 20 URL-safe characters, 120 bits. */
  token(): string;
  /** Invitation code without its hyphen, 8 letters of {@link codeAlphabet}. */
  code(): string;
  /** 0 ≤ x < 1. */
  chance(): number;
}

/** Unguessable, from the system. */
export const secureRandom: Random = {
  id: () => randomUUID(),
  token: () => randomBytes(15).toString('base64url'),
  code: () => Array.from({ length: 8 }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join(''),
  chance: () => randomInt(2 ** 47) / 2 ** 47,
};

/** The same sequence for the same seed: for rehearsals and tests, never for real people. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  // mulberry32: small, well distributed, enough for play.
  const chance = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const letters = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet[Math.floor(chance() * alphabet.length)]).join('');
  return {
    id: () => letters('0123456789abcdef', 24),
    token: () => letters('abcdefghijklmnopqrstuvwxyz0123456789', 20),
    code: () => letters(codeAlphabet, 8),
    chance,
  };
}
