import type { Channel, ChannelHost, Inbound } from '../../../bot/channels/channel.js';
import type { Mail } from '../../../bot/channels/web/mailbox.js';
import { createWebChannel, type WebChannel } from '../../../bot/channels/web/web.js';
import { databaseMailbox } from '../../../bot/practice/mailbox.js';
import type { Database } from '../../../prisma/client.js';
import { actors, type Actor } from '../script.js';
import { noButton, type Line, type Media, type Phones, type PhonesOptions } from './phones.js';

const bot = 'web';
/** The practice phones have no files to send. */
const kinds = { voice: 'voice', photo: 'image', sticker: 'sticker', document: 'image' } as const;
const chats = new Map<Actor, string>(actors.map((actor, index) => [actor, `phone-${index + 1}`]));
const actorOf = new Map([...chats].map(([actor, chat]) => [chat, actor]));

/** Practice phones: the real web channel, its history in the scenario's own database as in practice. */
export function webPhones(options: PhonesOptions): Phones {
  return new WebPhones(options.language);
}

class WebPhones implements Phones {
  readonly bot = bot;
  private channel: WebChannel | null = null;
  private host: ChannelHost | null = null;
  private lastBatch: readonly Inbound[] | null = null;
  private mails: Mail[] = [];

  constructor(private readonly language: string) {}

  chatOf(actor: Actor): string {
    return chats.get(actor)!;
  }

  know(): void {}

  /** What the phones show after a restart is what was kept. */
  async connect(db: Database): Promise<Channel> {
    const channel = createWebChannel({ bot, mailbox: databaseMailbox(db) });
    this.mails = [...(await channel.mailbox.list())];
    channel.onMail((mail) => this.mails.push(mail));
    const start = channel.start.bind(channel);
    channel.start = (host) => start(this.listenedTo(host));
    this.channel = channel;
    return channel;
  }

  async say(actor: Actor, text: string): Promise<void> {
    await this.started().say(this.chatOf(actor), text, { language: this.language });
  }

  async tap(actor: Actor, label: string): Promise<void> {
    const chat = this.chatOf(actor);
    const mails = this.mails.filter((mail) => mail.chat === chat && mail.way === 'out').reverse();
    for (const mail of mails) {
      const button = mail.buttons.flat().find((one) => one.label === label);
      if (button === undefined) continue;
      await this.started().tap(chat, { ...button, mail: mail.id }, { language: this.language });
      return;
    }
    throw noButton(actor, label, this.lines());
  }

  async send(actor: Actor, media: Media): Promise<void> {
    await this.started().media(this.chatOf(actor), kinds[media], '', { language: this.language });
  }

  block(actor: Actor): Promise<void> {
    return this.started().block(this.chatOf(actor), true);
  }

  /** The page never repeats itself: what reached the host reaches it again. */
  async repeatLast(): Promise<void> {
    if (this.host === null || this.lastBatch === null)
      throw new Error('expected an update to repeat, got none');
    await this.host.receive(this.lastBatch);
  }

  arrived(): Promise<void> {
    return Promise.resolve();
  }

  lines(): readonly Line[] {
    return this.mails.map(({ chat, way, text, buttons }) => ({
      actor: actorOf.get(chat)!,
      by: way === 'out' ? 'bot' : 'person',
      text,
      buttons: way === 'out' ? buttons.flat().map((button) => button.label) : [],
    }));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private started(): WebChannel {
    if (this.channel === null) throw new Error('expected phones that are connected; call connect() first');
    return this.channel;
  }

  private listenedTo(host: ChannelHost): ChannelHost {
    this.host = host;
    return {
      ...host,
      receive: (batch) => {
        this.lastBatch = batch;
        return host.receive(batch);
      },
    };
  }
}
