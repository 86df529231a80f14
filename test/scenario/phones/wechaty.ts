import { setImmediate } from 'node:timers/promises';
import type { Channel, ChannelHost } from '../../../bot/channels/channel.js';
import { createWechatyChannel } from '../../../bot/channels/wechaty/index.js';
import type { WechatPerson } from '../../twins/wechaty/person.js';
import { startWechatTwin, type WechatTwin } from '../../twins/wechaty/twin.js';
import { actors, type Actor } from '../script.js';
import { noButton, type Line, type Media, type Phones, type PhonesOptions } from './phones.js';

const bot = 'wechat';
const ids = new Map<Actor, string>(actors.map((actor) => [actor, `wxid_${actor}`]));

/** WeChat: the real channel over a loopback puppet service. There are no buttons: a tap is a number or a label typed. */
export async function wechatyPhones(options: PhonesOptions): Promise<Phones> {
  return new WechatyPhones(await startWechatTwin({ now: () => options.clock.now().getTime() }));
}

class WechatyPhones implements Phones {
  readonly bot = bot;
  readonly hasLinks = false;
  private life: { readonly channel: Channel; isAlive: boolean } | null = null;
  /** Ids that are on their way to the bot, each as often as it was handed over. */
  private readonly onTheWay: string[] = [];
  private look: () => void = () => {};

  constructor(private readonly twin: WechatTwin) {}

  chatOf(actor: Actor): string {
    return ids.get(actor)!;
  }

  know(actor: Actor): void {
    this.person(actor).befriend();
  }

  /** What the earlier process had asked for is never answered; the account has to be connected anew. */
  async connect(): Promise<Channel> {
    if (this.life !== null) {
      this.life.isAlive = false;
      await this.life.channel.stop();
    }
    // The network has its own time: pauses between sends are not waited for on the scenario's clock.
    const channel = createWechatyChannel({ bot, puppet: this.twin.choice, random: () => 0 });
    const life = { channel, isAlive: true };
    this.life = life;
    const start = channel.start.bind(channel);
    channel.start = async (host) => {
      const online = new Promise<void>((resolve) => {
        const report: ChannelHost['report'] = (event) => {
          host.report(event);
          if (event.type === 'online') resolve();
        };
        void start({
          ...host,
          sleep: () => setImmediate(),
          report,
          receive: (batch) => this.hand(life, host, batch),
        });
      });
      await online;
    };
    return channel;
  }

  say(actor: Actor, text: string): Promise<void> {
    return this.does(this.person(actor).say(text));
  }

  async tap(actor: Actor, label: string): Promise<void> {
    const lists = this.person(actor)
      .messages()
      .map(({ text }) => choicesIn(text))
      .filter((list) => list.length > 0);
    if (!lists.flat().includes(label)) throw noButton(actor, label, this.lines());
    const place = lists.at(-1)!.indexOf(label);
    const isScale = lists.at(-1)!.every((choice) => /^\d+$/u.test(choice));
    await this.say(actor, place === -1 || isScale ? label : String(place + 1));
  }

  send(actor: Actor, media: Media): Promise<void> {
    const person = this.person(actor);
    const send = {
      voice: () => person.sendVoice(),
      photo: () => person.sendPhoto(),
      sticker: () => person.sendSticker(),
      document: () => person.sendDocument(),
    };
    return this.does(send[media]());
  }

  block(actor: Actor): Promise<void> {
    return this.does(this.person(actor).block());
  }

  repeatLast(): Promise<void> {
    const id = [...this.twin.account.payloads].findLast(
      ([, payload]) => payload['talkerId'] !== this.twin.account.self,
    )?.[0];
    if (id === undefined) throw new Error('expected a message to repeat, got none');
    this.twin.account.happen({ name: 'message', id });
    return this.does(id);
  }

  async arrived(): Promise<void> {
    while (this.onTheWay.length > 0) await new Promise<void>((resolve) => (this.look = resolve));
  }

  lines(): readonly Line[] {
    const actorOf = new Map([...ids].map(([actor, id]) => [id, actor]));
    return this.twin.account.lines.map(({ chat, by, text }) => ({
      actor: actorOf.get(chat)!,
      by,
      text,
      buttons: by === 'bot' ? choicesIn(text) : [],
    }));
  }

  async close(): Promise<void> {
    await this.life?.channel.stop();
    await this.twin.kill();
  }

  private async hand(
    life: { isAlive: boolean },
    host: ChannelHost,
    batch: Parameters<ChannelHost['receive']>[0],
  ) {
    if (!life.isAlive) return;
    await host.receive(batch);
    for (const { updateId } of batch) this.onTheWay.splice(this.onTheWay.indexOf(updateId), 1);
    this.look();
  }

  private does(id: string): Promise<void> {
    this.onTheWay.push(id);
    return Promise.resolve();
  }

  private person(actor: Actor): WechatPerson {
    return this.twin.person(ids.get(actor)!);
  }
}

/** The choices at the end of a message, as somebody reads them off the screen. */
function choicesIn(text: string): string[] {
  const lines = text.split('\n');
  const scale = /(\d+)–(\d+)$/u.exec(lines.at(-1) ?? '');
  if (scale !== null) {
    const [from, to] = [Number(scale[1]), Number(scale[2])];
    return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
  }
  const choices: string[] = [];
  for (const line of lines.reverse()) {
    const label = /^\d+\. (.+)$/u.exec(line)?.[1];
    if (label === undefined) break;
    choices.unshift(label);
  }
  return choices;
}
