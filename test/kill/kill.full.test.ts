import { describe, expect, it } from 'vitest';
import { killDuringBroadcast } from './broadcast.js';
import { killDuringTalk, killDuringWebhooks } from './talk.js';
import { killDuringWave } from './wave.js';

const seed = 12;

describe(`a bot that is killed again and again (seed ${seed})`, () => {
  it('50 kills during a broadcast to 2,000: each recipient once, or marked', async () => {
    const report = await killDuringBroadcast(seed, 2_000, 50);
    console.log(report);
    expect(report).toContain('50 kills');
  });

  it('10 kills during a wave of 600 due rows: each fires once', async () => {
    const report = await killDuringWave(seed, 600, 10);
    console.log(report);
    expect(report).toContain('10 kills');
  });

  it('4 kills between receiving updates and handling them: none lost, none handled twice', async () => {
    const report = await killDuringTalk(seed, 40, 4);
    console.log(report);
    expect(report).toContain('4 kills');
  });

  it('6 kills between answering webhook calls and handling them: none lost, none handled twice', async () => {
    const report = await killDuringWebhooks(seed, 60, 6);
    console.log(report);
    expect(report).toContain('6 kills');
  });
});
