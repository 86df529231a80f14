import { createMemoryChannel, type MemoryChannel } from '../../bot/channels/memory/index.js';
import type { Channel } from '../../bot/channels/channel.js';
import { seededRandom } from '../../bot/random.js';
import { openDatabase, type Database } from '../../prisma/client.js';
import { migrate } from '../../prisma/migrate.js';
import { insertOutbox, type NewOutbox } from '../../prisma/repositories/outbox.js';
import { VirtualClock } from '../../scheduler/clock.js';
import { createDispatcher, type DispatcherDeps, type Trouble } from '../../scheduler/dispatcher.js';

export const startAt = new Date('2026-12-01T02:00:00Z');

/** A row for an outbox in a test; what is left out is a reply that may go at once. */
export type TestMessage = Partial<NewOutbox> & { readonly key: string; readonly contactId: string };

/** An outbox over a database in memory, a clock in the test's hand, and memory channels behind it. */
export class OutboxRig {
  readonly clock = new VirtualClock(startAt);
  readonly channels = new Map<string, Channel>();
  readonly troubles: Trouble[] = [];
  readonly errors: string[] = [];
  private readonly known = new Set<string>();

  private constructor(readonly db: Database) {}

  static async open(): Promise<OutboxRig> {
    const db = await openDatabase({ file: ':memory:', key: '' });
    await migrate(db);
    return new OutboxRig(db);
  }

  /** A memory channel that is up. */
  async memory(bot = 'memory'): Promise<MemoryChannel> {
    const channel = createMemoryChannel({ bot });
    this.channels.set(bot, channel);
    const { clock } = this;
    await channel.start({
      receive: () => Promise.resolve(),
      report: () => {},
      sleep: (ms, signal) => clock.sleep(ms, signal),
      now: () => clock.now(),
    });
    return channel;
  }

  /** A dispatcher as after a start of the process. */
  dispatcher(change: Partial<DispatcherDeps> = {}) {
    const note = (fields: object, message: string) =>
      void this.errors.push(`${message} ${JSON.stringify(fields)}`);
    return createDispatcher({
      db: this.db,
      clock: this.clock,
      channels: this.channels,
      owner: 'test',
      random: seededRandom(7).chance,
      log: { warn: () => {}, error: note },
      repeatMark: () => '(again)',
      contactStopped: async (id) => {
        await this.db.prisma.contact.updateMany({ where: { id }, data: { state: 'stopped' } });
      },
      onTrouble: (trouble) => void this.troubles.push(trouble),
      ...change,
    });
  }

  /** Writes messages; a contact that is not there yet is made, its chat named like it and open. */
  async write(messages: readonly TestMessage[], bot = 'memory'): Promise<void> {
    const now = this.clock.now();
    const rows = messages.map((message): NewOutbox => ({
      personId: null,
      bot,
      lane: 'reply',
      kind: 'test',
      proactive: false,
      text: message.key,
      buttons: [],
      notBefore: now,
      createdAt: now,
      expiresAt: null,
      localDay: null,
      about: null,
      ...message,
    }));
    for (const { contactId, bot: at } of rows) await this.contact(contactId, at);
    await insertOutbox(this.db.raw, rows);
  }

  /** State by key. */
  async states(): Promise<Record<string, string>> {
    const rows = await this.db.raw.query<{ key: string; state: string }>(
      'SELECT "key","state" FROM "Outbox" ORDER BY "id"',
    );
    return Object.fromEntries(rows.map(({ key, state }) => [key, state]));
  }

  /** How many rows are in each state. */
  async counts(): Promise<Record<string, number>> {
    const rows = await this.db.raw.query<{ state: string; n: number }>(
      'SELECT "state", count(*) AS n FROM "Outbox" GROUP BY "state"',
    );
    return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
  }

  async row(key: string): Promise<Record<string, unknown>> {
    const [row] = await this.db.raw.query('SELECT * FROM "Outbox" WHERE "key" = ?', key);
    if (row === undefined) throw new Error(`expected a message ${key}, got none`);
    return row;
  }

  private async contact(id: string, bot: string): Promise<void> {
    if (this.known.has(id)) return;
    this.known.add(id);
    await this.db.raw.exec(
      `INSERT INTO "Contact" ("id","bot","chat","personId","locale","state","preferred","firstAt") VALUES (?,?,?,NULL,'en','active',1,?)`,
      id,
      bot,
      id,
      this.clock.now(),
    );
  }
}
