import http from 'node:http';

/** An answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

/** A request with exactly these headers; `fetch` would not let a test lie about `Host` and `Origin`. */
export function ask(
  url: string,
  options: {
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string;
  } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** A POST as the page makes it. */
export function post(url: string, path: string, body: unknown): Promise<Answer> {
  const headers = { 'content-type': 'application/json', origin: url };
  return ask(`${url}/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** One server-sent event. */
export interface SentEvent {
  readonly id: string | null;
  readonly event: string;
  readonly data: unknown;
}

/** An open stream of server-sent events, read as fast as they come. */
export class Stream {
  readonly events: SentEvent[] = [];
  #rest = '';
  #watchers: (() => void)[] = [];
  readonly #request: http.ClientRequest;
  readonly ended: Promise<void>;

  constructor(url: string, lastEventId?: string) {
    const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    this.#request = http.get(`${url}/api/stream`, { headers, agent: false });
    this.ended = new Promise((resolve) => {
      this.#request.on('error', () => resolve());
      this.#request.on('response', (response) => {
        response.setEncoding('utf8');
        response.on('data', (part: string) => this.#take(part));
        response.on('close', () => resolve());
      });
    });
  }

  /** Resolves with the first event that `wanted` accepts, past or to come. */
  async until(wanted: (event: SentEvent) => boolean): Promise<SentEvent> {
    for (;;) {
      const found = this.events.find(wanted);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#watchers.push(resolve));
    }
  }

  close(): void {
    this.#request.destroy();
  }

  #take(part: string): void {
    const blocks = (this.#rest + part).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) =>
        block
          .split('\n')
          .find((row) => row.startsWith(`${name}: `))
          ?.slice(name.length + 2);
      const event = field('event');
      if (event !== undefined)
        this.events.push({ id: field('id') ?? null, event, data: JSON.parse(field('data') ?? 'null') });
    }
    const watchers = this.#watchers;
    this.#watchers = [];
    for (const watcher of watchers) watcher();
  }
}
