import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect } from 'vitest';
import { RecordingHost } from '../../bot/channels/contract.js';
import { createWechatyChannel } from '../../bot/channels/wechaty/index.js';
import { startWechatTwin } from '../twins/wechaty/twin.js';

export const SEED = 20_261_201;

const junk = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 7, 1e308, '', '42', 'wxid_other', [], {}, '@@room', 'a b'),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constant('长'.repeat(20_000)),
  fc.constant('a\u0000b\u202ec\ud800'),
);

/** A whole message with any number of its fields spoiled. What gRPC cannot carry, the puppet's own answer loses. */
const payload = fc
  .record({
    whole: fc.constantFrom<Record<string, unknown>>(
      { talkerId: 'wxid_ming', listenerId: 'bot-self', type: 7, text: '你好', timestamp: 1 },
      { talkerId: 'wxid_ming', roomId: '1@chatroom', type: 7, text: '大家好', timestamp: 1 },
      { talkerId: 'wxid_ming', listenerId: 'bot-self', type: 6, text: '<msg/>', timestamp: 1 },
      { talkerId: 'wxid_ming', listenerId: 'bot-self', type: 0, text: '朋友验证', timestamp: 1 },
    ),
    field: fc.constantFrom('talkerId', 'roomId', 'listenerId', 'type', 'text', 'timestamp', 'mentionIdList'),
    junk,
    isSpoiled: fc.boolean(),
  })
  .map(({ whole, field, junk: value, isSpoiled }) => (isSpoiled ? { ...whole, [field]: value } : whole));

function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

/**
 * So many generated messages over the real gRPC connection, and a good one at the end that must still arrive. Nothing
 * is thrown out of the channel, nothing is sent to anybody, and what arrives is somebody's own.
 */
export async function flood(count: number): Promise<void> {
  const twin = await startWechatTwin();
  const channel = createWechatyChannel({ bot: 'wechat', puppet: twin.choice, random: () => 0.5 });
  const host = new RecordingHost();
  try {
    await channel.start(host);
    await host.until(() => host.eventTypes.includes('online'));
    let before = 0;
    const batch = 500;
    for (let done = 0; done < count; done += batch) {
      for (const spoiled of fc.sample(payload, { seed: SEED + done, numRuns: batch }))
        twin.account.push(spoiled);
      const mark = `到了 ${done}`;
      twin.person('wxid_good').say(mark);
      await host.until(() => host.received.some(({ text }) => text === mark));
      for (const one of host.received.splice(0)) {
        expect(one.address.bot).toBe('wechat');
        expect(one.scope === 'private' ? one.address.chat : 'wxid').toMatch(/^\S+$/u);
        if (one.scope === 'private') expect(one.sender).toBe(one.address.chat);
        expect(one.text.length).toBeLessThanOrEqual(8_000);
        expect(one.text).not.toMatch(/[\u0000\u202e\ud800-\udfff]/u);
        expect(one.at.getTime()).not.toBeNaN();
      }
      twin.account.payloads.clear();
      twin.account.lines.length = 0;
      if (done === batch) before = heapAfterCollection();
    }
    expect(twin.account.sends).toBe(0);
    expect(twin.account.lookups).toBe(0);
    expect(heapAfterCollection() - before).toBeLessThan(20_000_000);
  } finally {
    await channel.stop();
    await twin.kill();
  }
}
