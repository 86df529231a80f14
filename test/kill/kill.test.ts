import { describe, expect, it } from 'vitest';
import { killDuringBroadcast } from './broadcast.js';
import { killDuringTalk, killDuringWebhooks } from './talk.js';
import { killDuringWave } from './wave.js';

// The long form: kill.full.test.ts.
const seed = 11;

describe(`a bot that is killed (seed ${seed})`, () => {
  it('during a broadcast: each recipient once, or marked', { timeout: 180_000 }, async () => {
    const report = await killDuringBroadcast(seed, 400, 2);
    console.log(report);
    expect(report).toContain('2 kills');
  });

  it('during a wave of due rows: each fires once', { timeout: 180_000 }, async () => {
    const report = await killDuringWave(seed, 120, 2);
    console.log(report);
    expect(report).toContain('2 kills');
  });

  it(
    'between receiving an update and handling it: none lost, none handled twice',
    { timeout: 180_000 },
    async () => {
      const report = await killDuringTalk(seed, 30, 2);
      console.log(report);
      expect(report).toContain('2 kills');
    },
  );

  it(
    'between the answer to a webhook call and its handling: none lost, none handled twice',
    { timeout: 180_000 },
    async () => {
      const report = await killDuringWebhooks(seed, 30, 2);
      console.log(report);
      expect(report).toContain('2 kills');
    },
  );
});
