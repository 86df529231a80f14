import { setImmediate } from 'node:timers/promises';
import type { Channel } from '../../../bot/channels/channel.js';
import { openGrammy } from '../../../bot/channels/grammy/index.js';
import { createTelegramChannel } from '../../../bot/channels/shared/telegram/channel.js';
import type { OpenLibrary } from '../../../bot/channels/shared/telegram/library.js';
import { openTelegraf } from '../../../bot/channels/telegraf/index.js';
import type { Person } from '../../twins/telegram/person.js';
import { DEFAULT_TOKEN, startTwin, type TelegramTwin } from '../../twins/telegram/twin.js';
import { actors, type Actor } from '../script.js';
import { mortalLibrary, type Mortal } from './mortal-library.js';
import { noButton, type Line, type Media, type Phones, type PhonesOptions } from './phones.js';

const bot = 'telegram';
const ids = new Map<Actor, number>(actors.map((actor, index) => [actor, 5_001 + index]));
/** What Telegram's apps say of their language. */
const appLanguages: Readonly<Record<string, string>> = { 'zh-CN': 'zh-hans', en: 'en' };

/** Telegram over grammY. */
export const telegramPhones = (options: PhonesOptions): Promise<Phones> => phonesOver(openGrammy, options);

/** Telegram over Telegraf. */
export const telegrafPhones = (options: PhonesOptions): Promise<Phones> => phonesOver(openTelegraf, options);

/** The real channel, long polling, over a loopback Bot API server with its clock in the test's hand. */
async function phonesOver(open: OpenLibrary, options: PhonesOptions): Promise<Phones> {
  const twin = await startTwin({ now: () => options.clock.now().getTime() });
  return new TelegramPhones(twin, open, options);
}

class TelegramPhones implements Phones {
  readonly bot = bot;
  private life: Mortal | null = null;
  /** When the last deed was done (ms); null when the provider need not repeat it. */
  private doneAt: number | null = null;

  constructor(
    private readonly twin: TelegramTwin,
    private readonly open: OpenLibrary,
    private readonly options: PhonesOptions,
  ) {}

  chatOf(actor: Actor): string {
    return String(ids.get(actor));
  }

  know(actor: Actor): void {
    this.person(actor);
    this.twin.bot.open(ids.get(actor)!);
  }

  /**
   * The earlier process dies between storing what arrived last and confirming it, so the provider hands that out once
   * more to the next one. The network has its own time: what a channel waits for before it asks again is not waited
   * for on the scenario's clock.
   */
  async connect(): Promise<Channel> {
    if (this.life !== null) {
      await this.life.die();
      if (this.doneAt === this.options.clock.now().getTime()) this.twin.bot.pushAgain();
    }
    const life = mortalLibrary(this.open);
    this.life = life;
    const options = { bot, token: DEFAULT_TOKEN, apiRoot: this.twin.apiRoot };
    const channel = createTelegramChannel(options, life.open);
    const start = channel.start.bind(channel);
    channel.start = (host) => start({ ...host, sleep: () => setImmediate() });
    return channel;
  }

  say(actor: Actor, text: string): Promise<void> {
    return this.does(() => this.person(actor).say(text));
  }

  tap(actor: Actor, label: string): Promise<void> {
    const person = this.person(actor);
    const isThere = person.messages().some(({ buttons }) => buttons.flat().includes(label));
    if (!isThere) return Promise.reject(noButton(actor, label, this.lines()));
    return this.does(() => person.tap(label));
  }

  send(actor: Actor, media: Media): Promise<void> {
    const person = this.person(actor);
    const send = {
      voice: () => person.sendVoice(),
      photo: () => person.sendPhoto(),
      sticker: () => person.sendSticker(),
      document: () => person.sendDocument(),
    };
    return this.does(send[media]);
  }

  block(actor: Actor): Promise<void> {
    return this.does(() => this.person(actor).block());
  }

  repeatLast(): Promise<void> {
    return this.does(() => this.twin.bot.pushAgain());
  }

  /** The bot confirms what it has stored, and only that. */
  async arrived(): Promise<void> {
    const { queue } = this.twin.bot.account;
    await this.twin.waitFor(() => queue.size === 0, 'the bot to confirm what was done on the phones');
  }

  lines(): readonly Line[] {
    const lines = actors.flatMap((actor) =>
      this.person(actor)
        .chat()
        .map(({ id, by, text, buttons }) => ({ id, line: { actor, by, text, buttons: buttons.flat() } })),
    );
    return lines.sort((a, b) => a.id - b.id).map(({ line }) => line);
  }

  async close(): Promise<void> {
    await this.life?.die();
    await this.twin.stop();
  }

  private does(deed: () => unknown): Promise<void> {
    deed();
    this.doneAt = this.options.clock.now().getTime();
    return Promise.resolve();
  }

  private person(actor: Actor): Person {
    const language = appLanguages[this.options.language]!;
    return this.twin.person(ids.get(actor)!, { language, name: actor });
  }
}
