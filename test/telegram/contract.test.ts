import { describe } from 'vitest';
import { channelContract, type Rig } from '../../bot/channels/contract.js';
import { createHttpServer } from '../../bot/http/server.js';
import { providerSide } from '../twins/telegram/rig.js';
import { startTwin } from '../twins/telegram/twin.js';
import { libraries } from './libraries.js';

type Create = (typeof libraries)[number]['create'];

async function polling(create: Create): Promise<Rig> {
  const twin = await startTwin();
  const channel = create({ bot: 'clients', token: twin.bot.token, apiRoot: twin.apiRoot });
  return { ...providerSide(twin), channel, close: () => twin.stop() };
}

/** Over our own HTTP server. Without polling nobody notices an outage: the provider would have to call. */
async function webhook(create: Create): Promise<Rig> {
  const twin = await startTwin({ secondMs: 5 });
  const webhooks = new Map();
  const server = createHttpServer({
    webhooks,
    sick: () => Promise.resolve(null),
    metrics: () => Promise.resolve(''),
  });
  const port = await server.listen('127.0.0.1', 0);
  const mode = { webhook: { url: `http://127.0.0.1:${port}/hooks/clients`, secret: 'a-Secret_1' } };
  const channel = create({ bot: 'clients', token: twin.bot.token, apiRoot: twin.apiRoot, mode });
  webhooks.set('clients', channel);
  const { outage: _, ...side } = providerSide(twin);
  const close = async (): Promise<void> => {
    await twin.stop();
    await server.close();
  };
  return { ...side, channel, close };
}

for (const { name, create } of libraries) {
  describe(`${name}, polling, over the twin`, () => channelContract(() => polling(create)));
  describe(`${name}, webhook, over the twin`, () => channelContract(() => webhook(create)));
}
