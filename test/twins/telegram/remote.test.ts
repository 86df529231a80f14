import { describe, expect, it } from 'vitest';
import { createGrammyChannel } from '../../../bot/channels/grammy/index.js';
import { RecordingHost } from '../../../bot/channels/contract.js';
import { spawnTwin } from './remote.js';
import { DEFAULT_TOKEN } from './twin.js';

describe('a twin in a process of its own', () => {
  it('is driven over its control endpoint', async () => {
    const twin = await spawnTwin({ secondMs: 20 });
    const channel = createGrammyChannel({ bot: 'clients', token: DEFAULT_TOKEN, apiRoot: twin.apiRoot });
    const host = new RecordingHost();
    try {
      await channel.start(host);
      const li = twin.person(42, { language: 'zh-hans' });
      await li.start('CODE');
      expect((await host.arrived(1))[0]).toMatchObject({ text: '/start CODE', language: 'zh-hans' });
      const address = { bot: 'clients', chat: '42' };
      const message = { key: 'k', address, text: '好吗？', buttons: [[{ token: 'tok', label: '好' }]] };
      await channel.send(message);
      expect(await li.next('好吗')).toMatchObject({ text: '好吗？', buttons: [['好']], photo: null });
      await li.tap('好');
      expect((await host.arrived(2))[1]).toMatchObject({ kind: 'button', token: 'tok' });
      await expect(li.tap('不好')).rejects.toThrow(/expected a button/);
      await twin.fault({ do: 'status', status: 500, method: 'sendMessage' });
      await expect(channel.send(message)).rejects.toMatchObject({ code: 'send.unavailable' });
      await twin.open(1_000, 2);
      await channel.send({ ...message, address: { bot: 'clients', chat: '1001' } });
      expect((await twin.calls()).sendmessage).toBe(2);
    } finally {
      await channel.stop();
      await twin.end();
    }
    expect(twin.child.signalCode ?? twin.child.exitCode).toBe(0);
  });
});
