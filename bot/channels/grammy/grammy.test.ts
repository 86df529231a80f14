import { describe } from 'vitest';
import { providerSide, webhookServer } from '../../../test/twins/telegram/rig.js';
import { startTwin } from '../../../test/twins/telegram/twin.js';
import { channelContract, type Rig } from '../contract.js';
import { createGrammyChannel, type GrammyChannel } from './index.js';

async function polling(): Promise<Rig> {
  const twin = await startTwin();
  const channel = createGrammyChannel({ bot: 'clients', token: twin.bot.token, apiRoot: twin.apiRoot });
  return { ...providerSide(twin), channel, close: () => twin.stop() };
}

/** Without polling nobody notices an outage: the provider would have to call. */
async function webhook(): Promise<Rig> {
  const twin = await startTwin({ secondMs: 5 });
  let channel: GrammyChannel | null = null;
  const server = await webhookServer(
    (call) => channel?.handleWebhook(call) ?? Promise.resolve({ status: 503 }),
  );
  const mode = { webhook: { url: server.url, secret: 'a-Secret_1' } };
  channel = createGrammyChannel({ bot: 'clients', token: twin.bot.token, apiRoot: twin.apiRoot, mode });
  const { outage: _, ...side } = providerSide(twin);
  const close = async (): Promise<void> => {
    await twin.stop();
    await server.close();
  };
  return { ...side, channel, close };
}

describe('grammY, polling, over the twin', () => channelContract(polling));
describe('grammY, webhook, over the twin', () => channelContract(webhook));
