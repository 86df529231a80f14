import {
  SendError,
  type Capabilities,
  type Channel,
  type ChannelHost,
  type Inbound,
  type InboundKind,
  type Outbound,
  type Sent,
} from '../../bot/channels/channel.js';
import type { VirtualClock } from '../../scheduler/clock.js';
import { turns } from '../support/turns.js';
import type { Chance } from './chance.js';
import { Phone, type Done } from './phone.js';

/** How often a single send goes wrong, as probabilities. */
export interface Odds {
  /** Not shown, and nobody can tell. */
  readonly lose: number;
  /** Shown, and nobody can tell. */
  readonly doubt: number;
  /** The provider shows one call twice. */
  readonly double: number;
  /** Refused for now. */
  readonly refuse: number;
  /** The answer comes some turns later than those of its neighbours. */
  readonly delay: number;
  /** The provider hands one update over twice. */
  readonly repeat: number;
}

/** One call of the bot. */
export interface Call {
  readonly n: number;
  /** By the clock that nobody sets. */
  readonly elapsedMs: number;
  readonly key: string;
  readonly chat: string;
  readonly outcome: 'shown' | 'doubt' | 'lost' | 'refused' | 'throttled' | 'down' | 'blocked' | 'cut';
}

const capabilities: Capabilities = {
  buttons: true,
  edit: false,
  typing: false,
  groups: false,
  images: false,
  receipts: false,
  replyWindow: null,
  maxText: 4096,
  inviteLink: true,
};

/**
 * A messaging provider with bad days: it loses, delays, doubles, throttles and dies. It outlives the bot's process;
 * what people do waits with it until some process has taken it.
 */
export class Provider {
  readonly phones = new Map<string, Phone>();
  readonly calls: Call[] = [];
  isDown = false;
  /** Part of the sends that get a 429 just now. */
  throttled = 0;
  /** The process dies in its next call. */
  cutNext = false;
  private readonly waiting: { inbound: Inbound; line: Done }[] = [];
  private updates = 0;
  private connection: Connection | null = null;

  constructor(
    readonly bot: string,
    readonly clock: VirtualClock,
    readonly odds: Odds,
    readonly chance: Chance,
  ) {}

  phone(chat: string): Phone {
    const known = this.phones.get(chat);
    if (known !== undefined) return known;
    const phone = new Phone(chat);
    this.phones.set(chat, phone);
    return phone;
  }

  /** A line for a new process; the one before is dead. */
  connect(): Connection {
    this.connection?.cut();
    this.connection = new Connection(this);
    return this.connection;
  }

  disconnect(): void {
    this.connection?.cut();
    this.connection = null;
  }

  /** A person does something; it waits here until the bot has stored it. */
  deed(phone: Phone, kind: InboundKind, text: string, token: string | null = null): void {
    this.updates += 1;
    const updateId = String(this.updates);
    const atMs = this.clock.now().getTime();
    const line: Done = { by: 'person', atMs, kind, text, updateId, takenMs: null };
    phone.lines.push(line);
    if (kind === 'stopped') phone.isBlocked = true;
    if (kind === 'returned') phone.isBlocked = false;
    const inbound: Inbound = {
      address: { bot: this.bot, chat: phone.chat },
      updateId,
      scope: 'private',
      sender: phone.chat,
      kind,
      text,
      token,
      messageRef: null,
      edited: false,
      language: null,
      at: this.clock.now(),
    };
    this.waiting.push({ inbound, line });
    if (this.chance.hits(this.odds.repeat)) this.waiting.push({ inbound, line });
  }

  /** Whether anything waits that could be handed over now. */
  get hasWork(): boolean {
    return this.waiting.length > 0 && !this.isDown && this.connection?.host != null;
  }

  /** Hands over what waits, in order; ends early when the process dies or refuses. */
  async handOver(): Promise<void> {
    while (this.hasWork) {
      const { inbound, line } = this.waiting[0]!;
      line.takenMs ??= this.clock.elapsedMs();
      const isTaken = await this.connection!.take(inbound);
      if (!isTaken) return;
      this.waiting.shift();
    }
  }

  /** One call of a living process. */
  async send(message: Outbound, connection: Connection): Promise<Sent> {
    const outcome = this.outcomeFor(message.address.chat);
    const n = this.calls.length;
    const { key, text, buttons } = message;
    const phone = this.phones.get(message.address.chat);
    const [atMs, elapsedMs] = [this.clock.now().getTime(), this.clock.elapsedMs()];
    this.calls.push({ n, elapsedMs, key, chat: message.address.chat, outcome });
    const show = () => phone?.show({ atMs, elapsedMs, key, text, buttons, call: n });
    if (outcome === 'shown' || outcome === 'doubt') {
      show();
      if (outcome === 'shown' && this.chance.hits(this.odds.double)) show();
    }
    if (outcome === 'cut') {
      if (this.chance.hits(0.5)) show();
      connection.cut();
      return new Promise(() => {});
    }
    if (this.chance.hits(this.odds.delay)) await turns(this.chance.int(1, 6));
    return answerOf(outcome, n, this.chance);
  }

  private outcomeFor(chat: string): Call['outcome'] {
    const { odds, chance } = this;
    if (this.isDown) return 'down';
    if (this.phones.get(chat)?.isBlocked !== false) return 'blocked';
    if (this.cutNext) {
      this.cutNext = false;
      return 'cut';
    }
    if (chance.hits(this.throttled)) return 'throttled';
    if (chance.hits(odds.refuse)) return 'refused';
    if (chance.hits(odds.lose)) return 'lost';
    return chance.hits(odds.doubt) ? 'doubt' : 'shown';
  }
}

function answerOf(outcome: Exclude<Call['outcome'], 'cut'>, n: number, chance: Chance): Sent {
  switch (outcome) {
    case 'shown':
      return { messageRef: String(n) };
    case 'doubt':
    case 'lost':
      throw new SendError('send.unknown', 'no answer');
    case 'refused':
    case 'down':
      throw new SendError('send.unavailable', 'provider gone');
    case 'throttled':
      throw new SendError('send.throttled', 'too many', { retryAfterMs: chance.int(1, 60) * 1_000 });
    case 'blocked':
      throw new SendError('send.contact-stopped', 'blocked');
  }
}

/** The line of one process to the provider; it dies with the process. */
export class Connection implements Channel {
  readonly bot: string;
  readonly capabilities = capabilities;
  host: ChannelHost | null = null;
  isCut = false;
  /** Resolves when the process is dead. */
  readonly death: Promise<void>;
  private die: () => void = () => {};

  constructor(private readonly provider: Provider) {
    this.bot = provider.bot;
    this.death = new Promise((resolve) => (this.die = resolve));
  }

  cut(): void {
    this.isCut = true;
    this.host = null;
    this.die();
  }

  /** False when the process died over it or refused it. */
  async take(inbound: Inbound): Promise<boolean> {
    const { host } = this;
    if (host === null) return false;
    const stored = host.receive([inbound]).then(
      () => true,
      () => false,
    );
    return Promise.race([stored, this.death.then(() => false)]);
  }

  start(host: ChannelHost): Promise<void> {
    this.host = host;
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.host = null;
    return Promise.resolve();
  }

  send(message: Outbound): Promise<Sent> {
    return this.isCut ? new Promise(() => {}) : this.provider.send(message, this);
  }

  inviteLink(): string | null {
    return null;
  }
}
