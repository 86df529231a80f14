import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Chance } from '../simulation/chance.js';

/** What a proxy does to one answer of the server behind it. */
export type ProxyFault = 'cut' | 'half' | 'slow' | 'garbled' | '429' | '500' | 'page';

const faults: readonly ProxyFault[] = ['cut', 'half', 'slow', 'garbled', '429', '500', 'page'];

const answerOf = (status: string, type: string, body: string): string =>
  `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const json = (status: number, rest: object): string =>
  answerOf(
    `${status} Trouble`,
    'application/json',
    JSON.stringify({ ok: false, error_code: status, ...rest }),
  );

/** Answers in place of the server's: the call has not reached it. */
const instead: Partial<Record<ProxyFault, string>> = {
  429: json(429, { description: 'Too Many Requests: retry after 1', parameters: { retry_after: 1 } }),
  500: json(500, { description: 'Internal Server Error' }),
  page: answerOf('502 Bad Gateway', 'text/html', '<html><body>Bad Gateway</body></html>'),
};

/**
 * A bad network between a bot and its provider, on a port of its own: seeded faults, about one answer in three, until
 * `most` have happened; then it is a good one.
 */
export class FaultyProxy {
  readonly happened: ProxyFault[] = [];
  /** Calls of sendMessage so far, those that were spoiled included. */
  sends = 0;
  private readonly sockets = new Set<Socket>();
  private readonly chance: Chance;
  private isCalm = false;

  private constructor(
    private readonly server: Server,
    private readonly target: number,
    seed: number,
    private readonly most: number,
  ) {
    this.chance = new Chance(seed);
  }

  static async open(targetUrl: string, seed: number, most: number): Promise<FaultyProxy> {
    const server = createServer();
    const proxy = new FaultyProxy(server, Number(new URL(targetUrl).port), seed, most);
    server.on('connection', (client) => proxy.join(client));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on it is a good network. */
  calm(): void {
    this.isCalm = true;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private join(client: Socket): void {
    const provider = connect(this.target, '127.0.0.1');
    for (const socket of [client, provider]) {
      this.sockets.add(socket);
      socket.on('error', () => {}).on('close', () => this.sockets.delete(socket));
    }
    client.on('close', () => provider.destroy());
    provider.on('close', () => client.destroy());
    let next: ProxyFault | null = null;
    client.on('data', (chunk: Buffer) => {
      const head = chunk.subarray(0, 200).toString('latin1');
      if (head.startsWith('POST ')) next = this.draw();
      if (head.startsWith('POST ') && head.includes('/sendMessage ')) this.sends += 1;
      const answer = next === null ? undefined : instead[next];
      if (answer === undefined) provider.write(chunk);
      else client.end(answer);
    });
    provider.on('data', (chunk: Buffer) => void this.pass(chunk, next, client));
  }

  private draw(): ProxyFault | null {
    if (this.isCalm || this.happened.length >= this.most || this.chance.int(0, 2) > 0) return null;
    const fault = faults[this.chance.int(0, faults.length - 1)]!;
    this.happened.push(fault);
    return fault;
  }

  private async pass(chunk: Buffer, fault: ProxyFault | null, client: Socket): Promise<void> {
    switch (fault) {
      case 'cut':
        return void client.destroy();
      case 'half':
        client.write(chunk.subarray(0, Math.ceil(chunk.length / 2)));
        return void client.destroySoon();
      case 'garbled':
        return void client.write(chunk.toString('latin1').replace('{"ok":', '{"ok;;'), 'latin1');
      case 'slow':
        for (let at = 0; at < chunk.length && !client.destroyed; at += 64) {
          client.write(chunk.subarray(at, at + 64));
          await pause(2);
        }
        return;
      default:
        client.write(chunk);
    }
  }
}
