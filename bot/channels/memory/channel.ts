import { SendError } from '../channel.js';
import type { Address, Capabilities, Channel, ChannelHost, Inbound, Outbound, Sent } from '../channel.js';
import { backoffMs, Presence } from '../shared/presence.js';
import { sanitiseText } from '../shared/sanitise.js';
import { UnderWay } from '../shared/under-way.js';
import { Chats, lineOf, type Line } from './chats.js';
import { MemoryFaults, type MemoryFault, type MemoryFaultRule } from './faults.js';
import { MemoryPerson, type Deed } from './person.js';

export interface MemoryOptions {
  readonly bot: string;
  /** What differs from a channel that can do everything. */
  readonly capabilities?: Partial<Capabilities>;
}

const EVERYTHING: Capabilities = {
  buttons: true,
  edit: true,
  typing: true,
  groups: true,
  images: true,
  receipts: false,
  replyWindow: null,
  maxText: 4096,
  inviteLink: true,
};

const MAX_TOKEN = 32;

/** A channel without a provider, for tests and rehearsals. Deterministic: what goes wrong is scripted. */
export function createMemoryChannel(options: MemoryOptions): MemoryChannel {
  return new MemoryChannel(options);
}

/** See {@link createMemoryChannel}. People's deeds outlive outages and refusals of the host, as with a provider. */
export class MemoryChannel implements Channel {
  readonly bot: string;
  readonly capabilities: Capabilities;
  private readonly chats = new Chats();
  private readonly faults = new MemoryFaults();
  private readonly underWay = new UnderWay();
  private readonly people = new Map<string, MemoryPerson>();
  private readonly stopping = new AbortController();
  private pending: Inbound[] = [];
  private host: ChannelHost | null = null;
  private presence: Presence | null = null;
  private isAlive = true;
  private pumping: Promise<void> | null = null;
  private nextUpdate = 1;
  private lastUpdate: Inbound | null = null;

  constructor(options: MemoryOptions) {
    this.bot = options.bot;
    this.capabilities = { ...EVERYTHING, ...options.capabilities };
  }

  /** Everything that was said in all chats, oldest first. */
  get transcript(): readonly Line[] {
    return this.chats.transcript;
  }

  /** The person with this id, who can be written to from now on; the language counts on first use. */
  person(id: string, options: { readonly language?: string } = {}): MemoryPerson {
    const known = this.people.get(id);
    if (known !== undefined) return known;
    this.chats.open(id);
    const person = new MemoryPerson(id, id, this.chats, options.language ?? null, (deed) =>
      this.happen(deed),
    );
    this.people.set(id, person);
    return person;
  }

  /** Scripts what goes wrong with a coming send. */
  script(rule: MemoryFaultRule): void {
    this.faults.add(rule);
  }

  /** Hands the last update over once more, under the same id. */
  async repeatLast(): Promise<void> {
    if (this.lastUpdate === null)
      throw new Error('expected an update to repeat, there was none; say() first');
    this.pending.push(this.lastUpdate);
    await this.pump();
  }

  /** The provider goes away: sends end in `send.unavailable`, deeds wait. */
  die(): void {
    this.isAlive = false;
    this.presence?.offline('provider gone');
  }

  /** The provider is back. Resolves when what waited was handed over. */
  async revive(): Promise<void> {
    this.isAlive = true;
    this.presence?.online();
    await this.pump();
  }

  async start(host: ChannelHost): Promise<void> {
    this.host = host;
    this.presence = new Presence(this.bot, host);
    this.presence.online();
    await this.pump();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.underWay.settled();
  }

  send(message: Outbound): Promise<Sent> {
    return this.underWay.track(this.deliver(message));
  }

  typing(_address: Address): Promise<void> {
    return Promise.resolve();
  }

  inviteLink(code: string): string | null {
    return this.capabilities.inviteLink ? `memory:${this.bot}?start=${encodeURIComponent(code)}` : null;
  }

  private async deliver(message: Outbound): Promise<Sent> {
    if (this.stopping.signal.aborted) throw new SendError('send.unavailable', 'channel stopped');
    if (!this.isAlive) throw new SendError('send.unavailable', 'provider gone');
    const refusal = this.refusalOf(message);
    if (refusal !== null) throw refusal;
    const fault = this.faults.take(message.address.chat);
    return fault === null ? this.show(message) : this.deliverBadly(message, fault);
  }

  private async deliverBadly(message: Outbound, fault: MemoryFault): Promise<Sent> {
    if (fault.do === 'fail') throw fault.error;
    if (fault.do === 'lose') throw new SendError('send.unknown', 'no answer');
    if (fault.do === 'delay') await fault.until;
    const sent = this.show(message);
    if (fault.do === 'double') this.show(message);
    if (fault.do === 'doubt') throw new SendError('send.unknown', 'no answer');
    return sent;
  }

  private refusalOf({ address, text, image, buttons }: Outbound): SendError | null {
    const rejected = (reason: string): SendError => new SendError('send.rejected', reason);
    if (address.bot !== this.bot) return rejected('not an address of this bot');
    const chat = this.chats.byId.get(address.chat);
    if (chat === undefined) return rejected('chat not found');
    if (chat.isBlocked) return new SendError('send.contact-stopped', 'blocked');
    if (text.length > this.capabilities.maxText) return rejected('text too long');
    if (text.trim() === '' && image === undefined) return rejected('text empty');
    if (image !== undefined && !this.capabilities.images) return rejected('no images here');
    const isTokenBad = buttons.flat().some(({ token }) => token === '' || token.length > MAX_TOKEN);
    return isTokenBad ? rejected('button invalid') : null;
  }

  private show(message: Outbound): Sent {
    const line = lineOf(message, this.capabilities.buttons);
    if (message.edit === undefined || !this.capabilities.edit) return { messageRef: this.chats.write(line) };
    if (this.chats.replace('bot', line.chat, message.edit, line)) return { messageRef: message.edit };
    throw new SendError('send.rejected', 'message cannot be edited');
  }

  private async happen({ chat, ...deed }: Deed): Promise<void> {
    const at = this.host?.now() ?? new Date(0);
    const address = { bot: this.bot, chat };
    this.lastUpdate = {
      ...deed,
      text: sanitiseText(deed.text),
      address,
      updateId: String(this.nextUpdate++),
      at,
    };
    this.pending.push(this.lastUpdate);
    await this.pump();
  }

  /** Hands over what waits, one at a time and in order; a refusal keeps it and starts the retries. */
  private pump(): Promise<void> {
    this.pumping ??= this.handOver();
    return this.pumping;
  }

  private async handOver(): Promise<void> {
    // Never ends before `pump` has noted it, and un-notes itself in the turn in which it finds nothing more.
    await Promise.resolve();
    try {
      for (let next = this.pending[0]; next !== undefined; next = this.pending[0]) {
        if (this.host === null || !this.isAlive || this.stopping.signal.aborted) return;
        await this.host.receive([next]);
        this.pending.shift();
      }
    } catch {
      if (this.host !== null) void this.retry(this.host);
    } finally {
      this.pumping = null;
    }
  }

  private async retry(host: ChannelHost): Promise<void> {
    try {
      await host.sleep(backoffMs(1), this.stopping.signal);
    } catch {
      // Stopped: what waits is lost with this process, as a provider would not.
      return;
    }
    await this.pump();
  }
}
