import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase, type Database } from '../../prisma/client.js';
import { migrate } from '../../prisma/migrate.js';

const key = 'b'.repeat(64);

/** An encrypted database file in a folder of its own, as the real bot has it. */
export interface BenchDatabase {
  readonly db: Database;
  readonly folder: string;
  readonly file: string;
  readonly key: string;
  close(): Promise<void>;
}

/** Opens and migrates a new one. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), 'guihang-bench-'));
  const file = path.join(folder, 'guihang.db');
  const db = await openDatabase({ file, key });
  await migrate(db);
  const close = async () => {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { db, folder, file, key, close };
}

const chunk = 2_000;

/** Runs an insert for 0 … count − 1 in chunks; `sql` selects from `json_each(?)`, whose `value` is the number. */
export async function fill(
  db: Database,
  count: number,
  sql: string,
  ...params: (string | number)[]
): Promise<void> {
  for (let start = 0; start < count; start += chunk) {
    const numbers = Array.from({ length: Math.min(chunk, count - start) }, (_, index) => start + index);
    await db.write((to) => to.run(sql, ...params, JSON.stringify(numbers)));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Contacts of one bot whose chats are `firstChat` and on; their languages alternate. */
export function fillContacts(db: Database, bot: string, firstChat: number, count: number): Promise<void> {
  return fill(
    db,
    count,
    `INSERT INTO "Contact" ("id","bot","chat","personId","locale","state","preferred","firstAt")
     SELECT 'c' || (? + value), ?, CAST(? + value AS TEXT), 'p' || value, CASE value % 2 WHEN 0 THEN 'zh-CN' ELSE 'en' END, 'active', 1, 0
     FROM json_each(?) WHERE true`,
    firstChat,
    bot,
    firstChat,
  );
}

/** One queued message for each of these contacts. */
export function fillOutbox(
  db: Database,
  bot: string,
  lane: string,
  firstChat: number,
  count: number,
  at: Date,
): Promise<void> {
  return fill(
    db,
    count,
    `INSERT INTO "Outbox" ("key","contactId","personId","bot","lane","kind","proactive","text","buttons","state","notBefore","createdAt","attempt","lease")
     SELECT ? || (? + value), 'c' || (? + value), NULL, ?, ?, 'notice', 0, '今天下午三点，小院有茶。想来就来。', '[]', 'queued', ?, ?, 0, 0
     FROM json_each(?) WHERE true`,
    `${lane}:`,
    firstChat,
    firstChat,
    bot,
    lane,
    at.getTime(),
    at.getTime(),
  );
}
