import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WebChannel } from '../channels/web/web.js';
import type { Mail } from '../channels/web/mailbox.js';
import type { PracticeControl } from './control.js';
import { Listener, missedSince } from './server-stream.js';
import type { Journey, StreamState } from './wire.js';

/** How much history a page is given at the start, in lines over all phones. */
const MAX_LINES = 5_000;

/** Tells all open pages what happens: new lines in bunches, and the state whenever it may have changed. */
export class Hub {
  readonly #listeners = new Set<Listener>();
  /** Changes when the history was replaced, so that a page does not go on from a line of the old one. */
  #era = randomUUID();
  #fresh: Mail[] = [];
  #journey: Journey | null = null;
  #asking = false;
  #stale = false;
  readonly #unsubscribe: () => void;

  constructor(
    readonly control: PracticeControl,
    readonly channel: WebChannel,
  ) {
    this.#unsubscribe = channel.onMail((mail) => this.#collect(mail));
  }

  /** Opens the stream of one page; `Last-Event-ID` of this era continues where it was cut. */
  async open(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const since = missedSince(header(request, 'last-event-id'), this.#era);
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      ...stringHeaders(reply),
      'content-type': 'text/event-stream; charset=utf-8',
      connection: 'keep-alive',
    });
    raw.write('retry: 700\n\n');
    const listener = new Listener(raw, this.#era);
    this.#listeners.add(listener);
    raw.on('close', () => this.#listeners.delete(listener));
    try {
      await this.#begin(listener, since);
    } catch {
      raw.destroy();
    }
  }

  get journey(): Journey | null {
    return this.#journey;
  }

  /**
   * The clock moves, or (null) stands still again. On the way, lines and state are told once a day: at each of the
   * thousand moments of three months, bot and page would be busy with little else.
   */
  travel(journey: Journey | null): void {
    const before = this.#journey;
    this.#journey = journey;
    if (journey !== null && before !== null && utcDay(journey) === utcDay(before)) return;
    this.#flush();
    this.touch();
  }

  /** Says that the state may have changed. Many calls make one question to the bot. */
  touch(): void {
    this.#stale = true;
    if (!this.#asking) void this.#ask();
  }

  /** A thing that went on in the background failed. */
  trouble(code: string): void {
    for (const listener of this.#listeners) listener.write('trouble', { code });
  }

  /** Everything is different: each page starts anew. */
  async restart(): Promise<void> {
    this.#era = randomUUID();
    this.#fresh = [];
    const old = [...this.#listeners];
    this.#listeners.clear();
    for (const { response } of old) {
      const listener = new Listener(response, this.#era);
      this.#listeners.add(listener);
      response.on('close', () => this.#listeners.delete(listener));
      await this.#begin(listener, null);
    }
  }

  close(): void {
    this.#unsubscribe();
    for (const listener of this.#listeners) listener.response.end();
    this.#listeners.clear();
  }

  async #begin(listener: Listener, since: number | null): Promise<void> {
    const mails = await this.channel.mailbox.list(since === null ? { limit: MAX_LINES } : { afterId: since });
    const state = await this.#state();
    listener.begin(since === null ? 'start' : 'mail', mails, state);
  }

  async #state(): Promise<StreamState> {
    return { ...(await this.control.state()), journey: this.#journey };
  }

  #collect(mail: Mail): void {
    this.#fresh.push(mail);
    if (this.#fresh.length > 1 || this.#journey !== null) return;
    setImmediate(() => {
      this.#flush();
      this.touch();
    });
  }

  #flush(): void {
    const mails = this.#fresh;
    this.#fresh = [];
    for (const listener of this.#listeners) listener.deliver(mails);
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    try {
      while (this.#stale) {
        this.#stale = false;
        const state = await this.#state();
        for (const listener of this.#listeners) listener.write('state', state);
        await new Promise((resolve) => setImmediate(resolve));
      }
    } catch {
      this.trouble('practice.failed');
    } finally {
      this.#asking = false;
    }
  }
}

function utcDay({ now }: Journey): string {
  return now.slice(0, 10);
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function stringHeaders(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]));
}
