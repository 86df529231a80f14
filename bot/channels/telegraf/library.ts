import type { Agent } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { Telegram, TelegramError } from 'telegraf';
import { URGENT_CONNECTIONS, type LibraryOptions, type TelegramLibrary } from '../shared/telegram/library.js';
import { openAgent } from './agent.js';

type Call = (method: string, payload: object, options?: { signal?: AbortSignal }) => Promise<unknown>;

/** Telegraf's client. It makes no retries by itself; its own polling, sessions and webhook server are not used. */
export function openTelegraf(options: LibraryOptions): TelegramLibrary {
  const { token, apiRoot, connections, callMs, pollMs } = options;
  const agents = {
    calls: openAgent(apiRoot, connections, callMs),
    urgent: openAgent(apiRoot, URGENT_CONNECTIONS, callMs),
    polls: openAgent(apiRoot, 1, pollMs),
  };
  const calls = callsOver(token, apiRoot, agents.calls);
  const urgent = callsOver(token, apiRoot, agents.urgent);
  const polls = callsOver(token, apiRoot, agents.polls);
  return {
    call: async (method, payload, { isUrgent = false, signal } = {}) => {
      if (signal !== undefined) return polls(method, { ...payload }, { signal });
      // Lets a connection that the provider has just closed be noticed instead of being written to.
      await setImmediate();
      return (isUrgent ? urgent : calls)(method, { ...payload });
    },
    fileOf: (bytes, filename) => ({ source: Buffer.from(bytes), filename }),
    refusalOf,
    close: () => {
      for (const agent of Object.values(agents)) agent.destroy();
      return Promise.resolve();
    },
  };
}

function callsOver(token: string, apiRoot: string, agent: Agent): Call {
  const client = new Telegram(token, { apiRoot, agent, webhookReply: false });
  // Telegraf drops the agent of a server without TLS, as a Bot API server of one's own often is.
  client.options.agent = agent;
  return client.callApi.bind(client) as unknown as Call;
}

function refusalOf(error: unknown) {
  if (!(error instanceof TelegramError)) return null;
  const { code, description, parameters } = error;
  return { status: code, description: String(description), parameters };
}
