import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ContractPerson, Rig } from '../../../bot/channels/contract.js';
import type { Person } from './person.js';
import type { TelegramTwin } from './twin.js';

/** What the contract asks of the provider's side, over the twin; for every Telegram library. */
export type ProviderSide = Omit<Rig, 'channel' | 'close'>;

const CHAT = 42_424_242;

/** A person of the twin as the contract drives them. */
export function contractPerson(person: Person): ContractPerson {
  return {
    chat: String(person.chatId),
    say: (text) => person.say(text),
    tap: (label) => person.tap(label),
    edit: (text) => person.edit(text),
    sendPhoto: (caption) => person.sendPhoto(caption),
    sendVoice: () => person.sendVoice(),
    sendSticker: () => person.sendSticker(),
    sendDocument: (caption) => person.sendDocument(caption),
    block: () => person.block(),
    unblock: () => person.unblock(),
    messages: () =>
      person
        .messages()
        .map(({ text, buttons, photo }) => ({ text, labels: buttons.flat(), hasImage: photo !== null })),
  };
}

/** The provider's side of a contract rig. Descriptions of refusals carry what must not come through. */
export function providerSide(twin: TelegramTwin): ProviderSide {
  const { bot } = twin;
  bot.open(CHAT);
  const person = bot.person(CHAT);
  return {
    person: contractPerson(person),
    inGroup: contractPerson(person.in(bot.group(-777, { silently: true }))),
    deletedChat: '999',
    repeatLast: () => bot.pushAgain(),
    redelivers: true,
    outcomes: outcomesOf(twin),
    outage: { begin: () => twin.goDown(), end: () => twin.listen() },
    holdNext: () => {
      twin.faults.add({ do: 'hold', method: 'sendMessage', accepted: true });
      return { isHeld: twin.waitFor(() => twin.faults.holding === 1), release: () => twin.faults.release() };
    },
  };
}

function outcomesOf(twin: TelegramTwin): Rig['outcomes'] {
  const answer = (status: number, description: string, parameters = {}) => {
    return () => twin.faults.add({ do: 'status', status, description, parameters });
  };
  const upgraded = 'Bad Request: group chat was upgraded to a supergroup chat';
  return {
    'send.throttled': answer(429, 'Too Many Requests: retry after 7', { retry_after: 7 }),
    'send.unavailable': answer(500, 'Internal Server Error'),
    'send.unknown': () => twin.faults.add({ do: 'cut', accepted: false }),
    'send.contact-stopped': answer(403, `Forbidden: bot was blocked by the user ${CHAT}`),
    'send.moved': answer(400, upgraded, { migrate_to_chat_id: -1_007 }),
    'send.rejected': answer(400, `Bad Request: can't parse entities in "秘密的话" of ${CHAT}`),
    'send.unauthorized': answer(401, 'Unauthorized'),
  };
}

/** A small HTTP server in front of a channel's `handleWebhook`, as the operator's would be. */
export async function webhookServer(
  handle: (call: { secretHeader: string | undefined; body: string }) => Promise<{ readonly status: number }>,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server: Server = createServer((req, res) => {
    const header = req.headers['x-telegram-bot-api-secret-token'];
    let body = '';
    req.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    req.on('end', () => {
      void handle({ secretHeader: typeof header === 'string' ? header : undefined, body }).then(
        ({ status }) => res.writeHead(status).end(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, close };
}
