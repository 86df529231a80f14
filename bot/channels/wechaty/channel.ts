import { SendError } from '../channel.js';
import type { Capabilities, Channel, ChannelHost, Outbound, Sent } from '../channel.js';
import { UnderWay } from '../shared/under-way.js';
import { deliver } from './calls.js';
import { wechatyCapabilities } from './capabilities.js';
import { within } from './deadline.js';
import { Friends } from './friends.js';
import { idOf, readMessage, type Frame, type Reading } from './inbound.js';
import { Intake } from './intake.js';
import { Link } from './link.js';
import type { WechatyOptions } from './options.js';
import { Pace, soberPace } from './pace.js';
import type { Session } from './session.js';

/** A WeChat or WeCom account over any Wechaty puppet. One use: after `stop()` make a new one. */
export function createWechatyChannel(options: WechatyOptions): Channel {
  return new WechatyChannel(options);
}

class WechatyChannel implements Channel {
  readonly bot: string;
  readonly capabilities: Capabilities;
  private readonly callMs: number;
  private readonly pace: Pace;
  private readonly underWay = new UnderWay();
  private readonly stopping = new AbortController();
  private started: { readonly host: ChannelHost; readonly link: Link; readonly intake: Intake } | null = null;
  private stopped: Promise<void> | null = null;

  constructor(private readonly options: WechatyOptions) {
    this.bot = options.bot;
    this.capabilities = wechatyCapabilities(options.replyWindow ?? null);
    this.callMs = options.callMs ?? 30_000;
    this.pace = new Pace(options.pace ?? soberPace, options.random);
  }

  async start(host: ChannelHost): Promise<void> {
    const intake = new Intake(this.bot, host);
    const friends = new Friends(host);
    const over = (read: (session: Session, frame: Frame) => Promise<Reading>) =>
      intake.add(() => this.read(link, host, read));
    const link: Link = new Link(this.bot, this.options.puppet, host, {
      message: (id) =>
        over(async ({ puppet }, frame) => readMessage(await puppet.messagePayload(id), id, frame)),
      friendship: (id) => over(({ puppet }, frame) => friends.read(puppet, id, frame)),
    });
    this.started = { host, link, intake };
    await link.start();
  }

  stop(): Promise<void> {
    this.stopped ??= this.close();
    return this.stopped;
  }

  send(message: Outbound): Promise<Sent> {
    return this.underWay.track(this.take(message));
  }

  inviteLink(): null {
    return null;
  }

  private async take(message: Outbound): Promise<Sent> {
    const { address, text, image, urgent } = message;
    if (this.stopped !== null || this.started === null)
      throw new SendError('send.unavailable', 'channel not running');
    if (address.bot !== this.bot || idOf(address.chat) === null)
      throw new SendError('send.rejected', 'not an address of this bot');
    if (text.trim() === '' && image === undefined) throw new SendError('send.rejected', 'text empty');
    if (text.length > this.capabilities.maxText) throw new SendError('send.rejected', 'text too long');
    const { host, link } = this.started;
    return this.pace.run(host, urgent === true, this.stopping.signal, () => {
      // Looked at when its turn has come: it may have waited.
      if (link.live === null) throw new SendError('send.unavailable', 'not logged in');
      return deliver(link.live.puppet, message, this.callMs);
    });
  }

  /** Over the connection of this moment: after a new login the old one knows nothing. */
  private async read(
    link: Link,
    host: ChannelHost,
    read: (session: Session, frame: Frame) => Promise<Reading>,
  ): Promise<Reading> {
    const session = link.live;
    if (session === null) throw new SendError('send.unavailable', 'not logged in');
    const { bot } = this;
    const frame = {
      bot,
      self: session.self() ?? '',
      language: this.options.language ?? null,
      now: host.now(),
    };
    return within(this.callMs, read(session, frame));
  }

  private async close(): Promise<void> {
    this.stopping.abort();
    await this.underWay.settled();
    await this.started?.intake.close();
    await this.started?.link.stop();
  }
}
