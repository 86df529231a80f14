import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { RecordingHost } from '../../bot/channels/contract.js';
import type { AccessRequest, Channel } from '../../bot/channels/channel.js';
import { createWechatyChannel, type WechatyOptions } from '../../bot/channels/wechaty/index.js';
import { startWechatTwin, type TwinOptions, type WechatTwin } from '../twins/wechaty/twin.js';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Lets in whoever says the word. */
class Doorkeeper extends RecordingHost {
  readonly asked: AccessRequest[] = [];

  admits(request: AccessRequest): Promise<string | null> {
    this.asked.push(request);
    return Promise.resolve(request.text.includes('BCD2-FGH3') ? 'BCD2-FGH3' : null);
  }
}

async function started(
  twinOptions: TwinOptions = {},
  options: Partial<WechatyOptions> = {},
): Promise<{ twin: WechatTwin; channel: Channel; host: Doorkeeper }> {
  const twin = await startWechatTwin(twinOptions);
  const channel = createWechatyChannel({ bot: 'wechat', puppet: twin.choice, random: () => 0.5, ...options });
  const host = new Doorkeeper();
  open.push(
    () => twin.kill(),
    () => channel.stop(),
  );
  await channel.start(host);
  if (twinOptions.isTrusted !== false) await host.until(() => host.eventTypes.includes('online'));
  return { twin, channel, host };
}

const message = (text: string, chat = 'wxid_ming') => ({
  key: text,
  address: { bot: 'wechat', chat },
  text,
  buttons: [],
});

describe('logging in and out', () => {
  it('shows a code until somebody scans it, once a code; nothing goes out before', async () => {
    const { twin, channel, host } = await started({ isTrusted: false });
    await host.until(() => host.eventTypes.includes('scan'));
    expect(host.events).toContainEqual({
      bot: 'wechat',
      type: 'scan',
      detail: 'https://login.example/l/abc',
    });
    await expect(channel.send(message('早'))).rejects.toMatchObject({ code: 'send.unavailable' });
    twin.puppet.scanned();
    await host.until(() => host.eventTypes.includes('online'));
    twin.person('wxid_ming').befriend();
    await channel.send(message('早'));
    expect(host.eventTypes).toEqual(['offline', 'scan', 'online']);
  });

  it('tells a log-out at once, and what to do; after a new login it goes on', async () => {
    const { twin, channel, host } = await started();
    twin.person('wxid_ming').befriend();
    await twin.puppet.logout('kicked by the phone');
    await host.until(() => host.eventTypes.includes('offline'));
    expect(host.events.at(-1)?.detail).toMatch(/^logged out: scan the code/u);
    await expect(channel.send(message('早'))).rejects.toMatchObject({ code: 'send.unavailable' });
    twin.puppet.scanned();
    await host.until(() => host.eventTypes.filter((type) => type === 'online').length === 2);
    await channel.send(message('早'));
  });

  it('a token that is wrong stops the channel and says which setting to mend', async () => {
    const twin = await startWechatTwin();
    open.push(() => twin.kill());
    const puppet = { ...twin.choice, token: 'insecure_wrong-token' };
    const channel = createWechatyChannel({ bot: 'wechat', puppet, random: () => 0 });
    const host = new RecordingHost();
    await expect(channel.start(host)).rejects.toMatchObject({ code: 'send.unauthorized' });
    expect(host.eventTypes).toEqual(['unauthorized']);
    expect(host.events[0]?.detail).toContain('WECHATY_PUPPET_SERVICE_TOKEN');
    expect(JSON.stringify(host.events)).not.toContain('wrong-token');
    await channel.stop();
  });

  it('starts although nobody answers, and is there as soon as the service is', async () => {
    const twin = await startWechatTwin();
    await twin.kill();
    const channel = createWechatyChannel({ bot: 'wechat', puppet: twin.choice, random: () => 0 });
    open.push(
      () => twin.kill(),
      () => channel.stop(),
    );
    const host = new RecordingHost();
    await channel.start(host);
    expect(host.eventTypes).toEqual(['offline']);
    await twin.revive();
    await host.until(() => host.eventTypes.includes('online'));
  });
});

it('leaves nothing on the disk: no login, nobody’s name', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'guihang-home-'));
  const [home, before] = [process.env['HOME'], readdirSync('.')];
  process.env['HOME'] = folder;
  try {
    const { twin, host, channel } = await started();
    twin.person('wxid_ming').say('你好');
    await host.arrived(1);
    await channel.stop();
    expect(readdirSync(folder)).toEqual([]);
    expect(readdirSync('.')).toEqual(before);
  } finally {
    process.env['HOME'] = home;
    rmSync(folder, { recursive: true });
  }
});

describe('friend requests', () => {
  it('one with a code is accepted, and its code is the first thing that they say', async () => {
    const { twin, host } = await started();
    const request = twin.person('wxid_new').ask('我是小李 BCD2-FGH3');
    const [hello] = await host.arrived(1);
    expect(hello).toMatchObject({ kind: 'text', text: 'BCD2-FGH3', sender: 'wxid_new', scope: 'private' });
    expect(request.isAccepted).toBe(true);
  });

  it('all others get no sign, and after a few are not even looked at', async () => {
    const { twin, host } = await started();
    const person = twin.person('wxid_guess');
    const requests = Array.from({ length: 6 }, () => person.ask('我是你同学'));
    twin.person('wxid_ming').say('到了');
    await host.arrived(1);
    expect(requests.some(({ isAccepted }) => isAccepted)).toBe(false);
    expect(host.asked).toHaveLength(3);
    expect(twin.account.sends).toBe(0);
    expect(host.received.map(({ sender }) => sender)).toEqual(['wxid_ming']);
  });
});

describe('pace', () => {
  it('breathes between two sends, with a jitter; what is urgent does not wait', async () => {
    const { twin, channel, host } = await started({}, { pace: { gapMs: 2_000, jitterMs: 1_000 } });
    twin.person('wxid_ming').befriend();
    host.sleeps.length = 0;
    await channel.send(message('一'));
    await channel.send(message('二'));
    expect(host.sleeps).toEqual([2_500]);
    await channel.send({ ...message('三'), urgent: true });
    expect(host.sleeps).toEqual([2_500]);
  });

  it('asks for nobody’s file and no room’s list, however much is written', async () => {
    const { twin, channel, host } = await started();
    const people = Array.from({ length: 20 }, (_, index) => twin.person(`wxid_${index}`));
    for (const person of people) person.say('你好');
    for (const person of people) person.in('9@chatroom').say('大家好');
    await host.arrived(40);
    await channel.send(message('你好', 'wxid_3'));
    expect(twin.account.lookups).toBe(0);
  });

  it('does not hear itself, WeChat’s own accounts, or what was taken back', async () => {
    const { twin, host } = await started();
    for (const talkerId of ['gh_news', 'weixin', 'filehelper', twin.account.self])
      twin.account.push({ talkerId, listenerId: twin.account.self, type: 7, text: '你好' });
    twin.account.push({ talkerId: 'wxid_ming', listenerId: twin.account.self, type: 13, text: '' });
    twin.person('wxid_ming').say('到了');
    const [first] = await host.arrived(1);
    expect(first?.text).toBe('到了');
  });
});
