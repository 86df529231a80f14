import { randomBytes, randomInt } from 'node:crypto';
import { codeAlphabet } from '../flows/router.js';

/** Where ids, tokens, codes and chance come from. */
export interface Random {
  id(): string;
  /** Token of a button: 26 URL-safe characters, 120 bits of them by chance. */
  token(): string;
  /** Invitation code without its hyphen, 8 letters of {@link codeAlphabet}. */
  code(): string;
  /** 0 ≤ x < 1. */
  chance(): number;
}

/** Unguessable, from the system. */
export const secureRandom: Random = {
  id: () => next() + drawn(15).toString('base64url'),
  token: () => next() + drawn(15).toString('base64url'),
  code: () => Array.from({ length: 8 }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join(''),
  chance: () => randomInt(2 ** 47) / 2 ** 47,
};

const COUNTER_LIMIT = 36 ** 6;
let counter = randomInt(COUNTER_LIMIT);

/**
 * Six characters that count up from a start of the process's own, and so tell no time. What is written one after the
 * other lies side by side in the index: with ids by chance alone every row of a wave touches pages of its own, each
 * to be encrypted again at the commit.
 */
function next(): string {
  counter = (counter + 1) % COUNTER_LIMIT;
  return counter.toString(36).padStart(6, '0');
}

let pool = Buffer.alloc(0);

/** Bytes from the system's generator, which is asked for many at a time; each is handed out once. */
function drawn(length: number): Buffer {
  if (pool.length < length) pool = randomBytes(4_095);
  const bytes = pool.subarray(0, length);
  pool = pool.subarray(length);
  return bytes;
}

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
