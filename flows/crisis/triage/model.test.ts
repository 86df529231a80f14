import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUCKETS } from './features.js';
import { packWeights, readWeights } from './model.js';
import { WEIGHTS } from './weights.js';

describe('the committed table', () => {
  it('is read back as it was packed, whatever the gaps between its weights', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: -128, max: 127 })), {
          maxLength: 50,
        }),
        (steps) => {
          const table = new Int8Array(BUCKETS);
          let bucket = -1;
          for (const [gap, weight] of [...steps, [254, 1], [255, -1], [256, 2], [510, 3]] as const) {
            bucket += gap + 1;
            table[bucket] = weight;
          }
          table[BUCKETS - 1] = -7;
          const back = readWeights(packWeights({ bias: -1.5, scale: 0.25, table }));
          expect(back.bias).toBe(-1.5);
          expect(back.scale).toBe(0.25);
          expect(Buffer.compare(Buffer.from(back.table.buffer), Buffer.from(table.buffer))).toBe(0);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('holds many weights, and is refused when it was made for other buckets', () => {
    expect(readWeights(WEIGHTS).table.reduce((sum, weight) => sum + Number(weight !== 0), 0)).toBeGreaterThan(
      50_000,
    );
    expect(() => readWeights({ ...WEIGHTS, buckets: 262_144 })).toThrow(
      /expected a table of 1048576 buckets/,
    );
    for (const length of [0, 4_000, 200_000])
      expect(() => readWeights({ ...WEIGHTS, table: WEIGHTS.table.slice(0, length) })).toThrow(/was cut/);
  });
});
