import { expect, it } from 'vitest';
import { RecordingHost } from '../../bot/channels/contract.js';
import { createWechatyChannel } from '../../bot/channels/wechaty/index.js';
import { systemClock } from '../../scheduler/clock.js';
import { startWechatTwin } from '../twins/wechaty/twin.js';

/** On real time: the library by itself needs a minute to notice. */
class RealTime extends RecordingHost {
  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return systemClock.sleep(ms, signal);
  }

  override now(): Date {
    return systemClock.now();
  }
}

it('a service that is killed and started again is back within seconds, with what was said meanwhile', async () => {
  const twin = await startWechatTwin();
  const pace = { gapMs: 0, jitterMs: 0 };
  const channel = createWechatyChannel({ bot: 'wechat', puppet: twin.choice, random: () => 0, pace });
  const host = new RealTime();
  const person = twin.person('wxid_ming').befriend();
  try {
    await channel.start(host);
    await host.until(() => host.eventTypes.includes('online'));
    const times: number[] = [];
    for (let round = 1; round <= 5; round += 1) {
      await twin.kill();
      await host.until(() => host.eventTypes.filter((type) => type === 'offline').length === round);
      const text = `第${round}次`;
      person.say(text);
      await systemClock.sleep(1_500);
      const revivedAt = performance.now();
      await twin.revive();
      await host.until(() => host.received.some((one) => one.text === text));
      times.push(performance.now() - revivedAt);
      const address = { bot: 'wechat', chat: person.id };
      await channel.send({ key: text, address, text: '在的', buttons: [] });
    }
    expect(host.received.map(({ text }) => text)).toEqual(['第1次', '第2次', '第3次', '第4次', '第5次']);
    expect(person.messages()).toHaveLength(5);
    expect(Math.max(...times)).toBeLessThan(12_000);
  } finally {
    await channel.stop();
    await twin.kill();
  }
});
