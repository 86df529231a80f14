import { telegramBot } from '../../bot/config/telegram.js';
import { parseConfig } from '../../bot/config.js';
import { seededRandom } from '../../bot/random.js';
import { practiceStation } from '../../bot/seed/practice-data.js';
import { seedStaff, seedStation } from '../../bot/seed/station.js';
import { openOwn } from '../../bot/setup/open.js';
import { Driver } from '../../prisma/adapter/driver.js';
import type { Database } from '../../prisma/client.js';
import { loadKey } from '../../prisma/key.js';
import { migrate } from '../../prisma/migrate.js';
import { insertDue } from '../../prisma/repositories/due.js';
import { newDue } from '../../prisma/repositories/new-due.js';
import { insertOutbox } from '../../prisma/repositories/outbox.js';
import { addDays, localParts } from '../../scheduler/zone/index.js';

/** Chat ids of the recipients begin here. */
export const firstChat = 5_000;

/** A zone in which it is about noon: nothing is held back by the night. */
function noonZone(now: Date): string {
  const offset = now.getUTCHours() - 12;
  return offset === 0 ? 'Etc/GMT' : `Etc/GMT${offset > 0 ? '+' : '-'}${Math.abs(offset)}`;
}

/** Opens the data folder of a deployment; close it before the bot starts. */
export async function openData(folder: string): Promise<Database> {
  const db = await openOwn(parseConfig({ GUIHANG_DATA: folder }, folder));
  await migrate(db);
  return db;
}

/** Opens it only to look, while the bot runs. */
export function openBeside(folder: string): Promise<Database> {
  return openOwn(parseConfig({ GUIHANG_DATA: folder }, folder), { inspect: true });
}

/** Locks the file for everybody else, as a backup or a look with another tool does; returns what lets it go, once. */
export function lockFile(folder: string): () => void {
  const { databaseFile, key, keyFile } = parseConfig({ GUIHANG_DATA: folder }, folder);
  const known = loadKey({ keyFile, databaseFile, ...(key === null ? {} : { key }) });
  const other = new Driver(databaseFile, known);
  other.script('BEGIN EXCLUSIVE');
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    other.script('ROLLBACK');
    other.close();
  };
}

/** Puts somebody with this chat on call. */
export async function seedOnCall(db: Database, chat: number, now: Date): Promise<void> {
  const [station] = await db.raw.query<{ id: string }>(`SELECT "id" FROM "Station"`);
  const address = { bot: telegramBot, chat: String(chat) };
  const worker = { alias: 'worker', role: 'worker', position: 0, address } as const;
  await db.transaction((tx) => seedStaff(tx, station!.id, 'zh-CN', worker, seededRandom(2), now));
}

/** A station and `count` clients who have been on the programme for four weeks. Returns how their rows are named. */
export async function seedPeople(db: Database, count: number, now: Date): Promise<void> {
  const zone = noonZone(now);
  await db.transaction((tx) => seedStation(tx, practiceStation('zh-CN', zone), [], seededRandom(1), now));
  const [station] = await db.raw.query<{ id: string }>(`SELECT "id" FROM "Station"`);
  const releaseOn = addDays(localParts(now, zone).date, -28);
  await db.write((sql) => {
    for (let n = 0; n < count; n += 1) {
      sql.run(
        `INSERT INTO "Person" ("id","stationId","role","alias","locale","createdAt") VALUES (?,?,'client',?,'zh-CN',?)`,
        `p${n}`,
        station!.id,
        `P${n}`,
        now,
      );
      sql.run(
        `INSERT INTO "Contact" ("id","bot","chat","personId","locale","state","preferred","firstAt") VALUES (?,?,?,?,'zh-CN','active',1,?)`,
        `c${n}`,
        telegramBot,
        String(firstChat + n),
        `p${n}`,
        now,
      );
      sql.run(
        `INSERT INTO "Enrolment" ("id","personId","programme","revision","state","zone","hour","releaseOn","deadlineDays","seed",
           "crisisChoice","preview","enrolledAt") VALUES (?,?,'golden-three-months',1,'active',?,'12:00',?,15,?,'ask','normal',?)`,
        `e${n}`,
        `p${n}`,
        zone,
        releaseOn,
        `s${n}`,
        now,
      );
    }
  });
}

/** A broadcast under way: one queued message for each; every second one is of a kind that is repeated when in doubt. */
export async function queueBroadcast(db: Database, count: number, now: Date): Promise<void> {
  const rows = Array.from({ length: count }, (_, n) => ({
    key: `b${n}`,
    contactId: `c${n}`,
    personId: `p${n}`,
    bot: telegramBot,
    lane: 'bulk' as const,
    kind: n % 2 === 0 ? 'notice' : 'appointment-news',
    proactive: true,
    text: `Broadcast ${n}.`,
    buttons: [],
    notBefore: now,
    createdAt: now,
    expiresAt: null,
    localDay: null,
    about: null,
  }));
  await db.transaction((tx) => insertOutbox(tx.raw, rows));
}

/** A wave: a check-in for each, all due at once. */
export async function planWave(db: Database, count: number, now: Date): Promise<void> {
  const dueAt = new Date(now.getTime() - 1_000);
  const rows = Array.from({ length: count }, (_, n) =>
    newDue({
      scope: `enrolment:e${n}`,
      step: 'check-in',
      cycle: 'wave',
      personId: `p${n}`,
      audience: 'client',
      flow: 'check-in',
      args: { clientId: `p${n}` },
      category: 'check-in',
      priority: 3,
      day: 28,
      dueAt,
      expiresAt: new Date(now.getTime() + 6 * 3_600_000),
      group: `check-in:p${n}`,
      proactive: true,
    }),
  );
  await db.transaction((tx) => insertDue(tx.raw, rows, now));
}
