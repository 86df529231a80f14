import { assemble } from '../../bot/assemble.js';
import type { Bot } from '../../bot/bot.js';
import type { Capabilities } from '../../bot/channels/channel.js';
import { createMemoryChannel, type MemoryChannel } from '../../bot/channels/memory/index.js';
import { seededRandom } from '../../bot/random.js';
import { seedClient } from '../../bot/seed/client.js';
import { seedContact, seedStation } from '../../bot/seed/station.js';
import { loadStation } from '../../bot/facts/station.js';
import { openDatabase, type Database } from '../../prisma/client.js';
import { migrate } from '../../prisma/migrate.js';
import { loadCalendar } from '../../scheduler/calendar/index.js';
import { VirtualClock } from '../../scheduler/clock.js';
import { loadProgramme } from '../../scheduler/programmes/index.js';
import { replan } from '../../scheduler/replan.js';
import { travelTo } from '../../scheduler/travel.js';
import { testStation } from './context.js';

const hour = 3_600_000;

/** A client with an address at each of two channels, `wechat` (numbers, a reply window) and `telegram` (buttons). */
export class TwoAddresses {
  readonly clock = new VirtualClock(new Date('2026-12-01T02:00:00Z'));
  readonly errors: string[] = [];
  clientId = '';

  private constructor(
    readonly db: Database,
    readonly wechat: MemoryChannel,
    readonly telegram: MemoryChannel,
  ) {}

  bot!: Bot;

  static async open(
    options: { readonly both?: boolean; readonly window?: Capabilities['replyWindow'] } = {},
  ): Promise<TwoAddresses> {
    const db = await openDatabase({ file: ':memory:', key: '' });
    await migrate(db);
    const { both = true, window = { ms: 48 * hour, messages: 5 } } = options;
    const wechat = createMemoryChannel({
      bot: 'wechat',
      capabilities: { buttons: false, inviteLink: false, replyWindow: window },
    });
    const world = new TwoAddresses(db, wechat, createMemoryChannel({ bot: 'telegram' }));
    await world.begin(both);
    return world;
  }

  /** What the client sees on one of the phones. */
  texts(channel: MemoryChannel): string[] {
    return channel
      .person('ming')
      .messages()
      .map(({ text }) => text);
  }

  async count(sql: string): Promise<number> {
    const [row] = await this.db.raw.query<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`);
    return row?.n ?? 0;
  }

  goTo(iso: string): Promise<void> {
    return travelTo({ db: this.db, clock: this.clock, settle: () => this.bot.settle() }, new Date(iso));
  }

  async close(): Promise<void> {
    await this.bot.stop();
    await this.db.close();
  }

  private async begin(both: boolean): Promise<void> {
    const { db, clock, wechat, telegram } = this;
    const random = seededRandom(7);
    const log = { warn: () => {}, error: (_fields: object, text: string) => void this.errors.push(text) };
    const worker = { alias: '小林', role: 'worker', position: 0, address: { bot: 'telegram', chat: 'lin' } };
    for (const chat of ['ming', 'lin']) telegram.person(chat);
    wechat.person('ming');
    await db.transaction(async (tx) => {
      const now = clock.now();
      const { stationId, staffIds } = await seedStation(tx, testStation, [worker as never], random, now);
      this.clientId = await seedClient(
        tx,
        {
          alias: '阿明',
          locale: 'zh-CN',
          zone: 'Asia/Shanghai',
          hour: '20:00',
          releaseOn: '2026-12-01',
          workerId: staffIds[0] ?? '',
          stationId,
          consents: ['bot', 'share.signals'],
          testTemplate: null,
          address: { bot: 'wechat', chat: 'ming' },
        },
        random,
        now,
      );
      if (both) {
        const id = await seedContact(
          tx,
          { bot: 'telegram', chat: 'ming' },
          this.clientId,
          'zh-CN',
          random,
          now,
        );
        await tx.prisma.contact.update({ where: { id }, data: { preferred: false } });
      }
      const station = loadStation(tx);
      const [programme, calendar] = [loadProgramme(), loadCalendar()];
      await replan(tx, { programme, calendar, station, personId: this.clientId, now });
    });
    this.bot = assemble({ db, clock, channels: [wechat, telegram], random, log, owner: 'test' }).bot;
    await this.bot.start();
  }
}
