import { describe, expect, it } from 'vitest';
import { storedWhileListening } from './listen.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A host whose pauses end at the next turn; what was heard is written down. */
function rig(batches: readonly (readonly number[])[]) {
  const heard: unknown[][] = [];
  const left = [...batches];
  return {
    heard,
    listening: {
      host: { sleep: () => turn() },
      fetchAgain: () => {
        const next = left.shift();
        return next === undefined ? Promise.reject(new Error('provider gone')) : Promise.resolve(next);
      },
      hear: (updates: readonly unknown[]) => {
        heard.push([...updates]);
        return Promise.reject(new Error('nobody waits for this'));
      },
      signal: new AbortController().signal,
    },
  };
}

describe('while a batch is being stored', () => {
  it('what comes behind it is heard, and a provider that fails meanwhile does no harm', async () => {
    let release = () => {};
    const storing = new Promise<void>((resolve) => (release = resolve));
    const { heard, listening } = rig([[1], [1, 2]]);
    const stored = storedWhileListening(storing, listening);
    for (let n = 0; n < 20; n += 1) await turn();
    expect(heard.slice(0, 3)).toEqual([[1], [1, 2], []]);
    release();
    expect(await stored).toBe(true);
  });

  it('nothing is fetched when it is stored at once, and a refusal is told', async () => {
    const { heard, listening } = rig([[1]]);
    expect(await storedWhileListening(Promise.resolve(), listening)).toBe(true);
    expect(await storedWhileListening(Promise.reject(new Error('locked')), listening)).toBe(false);
    expect(heard).toEqual([]);
  });

  it('control: a host that hears nothing is told nothing', async () => {
    let release = () => {};
    const storing = new Promise<void>((resolve) => (release = resolve));
    const { heard, listening } = rig([[1]]);
    const stored = storedWhileListening(storing, { ...listening, hear: null });
    for (let n = 0; n < 5; n += 1) await turn();
    release();
    expect(await stored).toBe(true);
    expect(heard).toEqual([]);
  });
});
