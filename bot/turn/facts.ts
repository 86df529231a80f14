import { FactMissing, type FactName, type Facts } from '../../flows/facts.js';
import { loaders } from '../facts/index.js';
import type { Turn } from './types.js';

/** What a loader gets: the turn without its facts. */
export type FactScope = Pick<Turn, 'tx' | 'now' | 'me' | 'station' | 'deps'>;

/** One loader for each fact. */
export type FactLoaders = {
  [K in FactName]: (scope: FactScope, ...args: Parameters<Facts[K]>) => Promise<ReturnType<Facts[K]>>;
};

type Cache = Map<string, unknown>;

function keyOf(fact: string, args: readonly unknown[]): string {
  return JSON.stringify([fact, ...args]);
}

/** Look-ups over what is loaded; anything else throws {@link FactMissing}. */
export function factsOver(cache: Cache): Facts {
  return new Proxy({} as Facts, {
    get(_target, name) {
      return (...args: string[]) => {
        const key = keyOf(String(name), args);
        if (!cache.has(key)) throw missing(String(name) as FactName, args);
        return cache.get(key);
      };
    },
  });
}

/** Without a stack: it is thrown several times a turn, always caught, and to write the stack takes longer than the turn. */
function missing(name: FactName, args: readonly string[]): FactMissing {
  const depth = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return new FactMissing(name, args);
  } finally {
    Error.stackTraceLimit = depth;
  }
}

/** The most look-ups of one turn; more is a loop in a flow. */
const maxLookups = 200;

/** Runs a pure function of facts, loading what it asks for until it has all. */
export async function withFacts<T>(scope: FactScope, run: (facts: Facts) => T): Promise<T> {
  const cache: Cache = new Map([[keyOf('station', []), scope.station]]);
  const facts = factsOver(cache);
  for (let round = 0; round <= maxLookups; round += 1) {
    try {
      return run(facts);
    } catch (error) {
      if (!(error instanceof FactMissing)) throw error;
      const load = loaders[error.fact] as (scope: FactScope, ...args: readonly string[]) => Promise<unknown>;
      if (load === undefined)
        throw new Error(`expected a loader of the fact ${error.fact} in bot/facts, got none`);
      cache.set(keyOf(error.fact, error.args), await load(scope, ...error.args));
    }
  }
  throw new Error(`expected at most ${maxLookups} look-ups in one turn, got more; a loop in a flow`);
}
