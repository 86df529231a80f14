import type { Database, SyncSql } from '../client.js';
import { storableJson } from './dialect.js';
import type { NewInbox } from './inbox.js';

/** Under load a commit waits until so long after the last one: a sync of the disk stores many updates then. */
const gatherMs = 8;

/** One caller's updates, as cells of the statement. */
interface Waiting {
  readonly cells: readonly (readonly (string | number)[])[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const keepers = new WeakMap<Database, Keeper>();

/**
 * Stores updates; resolves when they are durable, so that they may be confirmed. Callers at the same time, or within a
 * few milliseconds under load, share one commit; the first after a pause never waits. A repeat (same bot and update
 * id) does nothing. Rejects when nothing of the caller's batch was stored.
 */
export function storeUpdates(db: Database, rows: readonly NewInbox[], now: Date): Promise<void> {
  const keeper = keepers.get(db) ?? new Keeper(db);
  keepers.set(db, keeper);
  return keeper.store(
    rows.map(({ bot, updateId, payload, chat }) => [
      bot,
      updateId,
      storableJson(payload),
      chat ?? '',
      now.getTime(),
    ]),
  );
}

/** Gathers what arrives and writes it together. */
class Keeper {
  private waiting: Waiting[] = [];
  private isRunning = false;
  private lastAt = -Infinity;

  constructor(private readonly db: Database) {}

  store(cells: Waiting['cells']): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ cells, resolve, reject });
      if (!this.isRunning) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    while (this.waiting.length > 0) {
      while (performance.now() < this.lastAt + gatherMs)
        await new Promise((resolve) => setImmediate(resolve));
      const together = this.waiting.splice(0);
      await this.write(together);
      this.lastAt = performance.now();
    }
    this.isRunning = false;
  }

  /** Never rejects. One caller's bad update must not keep the others from being stored. */
  private async write(together: readonly Waiting[]): Promise<void> {
    try {
      await this.db.write((sql) =>
        insert(
          sql,
          together.flatMap(({ cells }) => cells),
        ),
      );
      for (const { resolve } of together) resolve();
    } catch (error) {
      if (together.length === 1) together[0]?.reject(error);
      else for (const one of together) await this.write([one]);
    }
  }
}

function insert(sql: SyncSql, cells: Waiting['cells']): void {
  sql.run(
    `INSERT INTO "Inbox" ("bot","updateId","payload","chat","state","receivedAt")
     SELECT value->>0, value->>1, value->>2, value->>3, 'new', value->>4 FROM json_each(?) WHERE true
     ON CONFLICT ("bot","updateId") DO NOTHING`,
    JSON.stringify(cells),
  );
}
