import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase, type Database, type LaterRows, type Tx } from '../client.js';
import { migrate } from '../migrate.js';
import { message } from '../../test/stores/rows.js';
import { countProactive, insertOutboxLater } from '../repositories/outbox.js';

let db: Database;
beforeEach(async () => {
  db = await openDatabase({ file: ':memory:', key: '' });
  await migrate(db);
});
afterEach(() => db.close());

const sessions: LaterRows<string> = {
  table: 'Session',
  spares: ['session'],
  text: `INSERT INTO "Session" ("contactId","frames","version","updatedAt") VALUES (?,'[]',1,0)`,
  paramsOf: (id) => [id],
};
const kept = async () =>
  (await db.raw.query<{ contactId: string }>(`SELECT "contactId" FROM "Session" ORDER BY "contactId"`)).map(
    ({ contactId }) => contactId,
  );

it('writes what waits with the commit', async () => {
  await db.transaction((tx) => {
    tx.later(sessions, 'a');
    tx.later(sessions, 'b');
    return Promise.resolve();
  });
  expect(await kept()).toEqual(['a', 'b']);
});

it('is seen by every statement of the transaction that names the table: raw, synchronous and Prisma', async () => {
  await db.transaction(async (tx) => {
    tx.later(sessions, 'a');
    expect(tx.sql.all(`SELECT * FROM "Session"`)).toHaveLength(1);
    tx.later(sessions, 'b');
    expect(await tx.raw.query(`SELECT * FROM "Session"`)).toHaveLength(2);
    tx.later(sessions, 'c');
    expect(await tx.prisma.session.count()).toBe(3);
    tx.later(sessions, 'd');
    await tx.prisma.session.deleteMany();
  });
  expect(await kept()).toEqual([]);
});

it('waits while other tables are read, and is written in order at the end', async () => {
  const order: string[] = [];
  const noted: LaterRows<string> = {
    ...sessions,
    paramsOf: (id) => {
      order.push(`written ${id}`);
      return sessions.paramsOf(id);
    },
  };
  await db.transaction(async (tx) => {
    for (const id of ['a', 'b']) {
      tx.later(noted, id);
      await tx.prisma.person.count();
      order.push(`read after ${id}`);
    }
  });
  expect(order).toEqual(['read after a', 'read after b', 'written a', 'written b']);
});

it('is gone with a transaction that is undone, and with one that its own rows undo', async () => {
  const undone = db.transaction((tx) => {
    tx.later(sessions, 'a');
    return Promise.reject(new Error('undone'));
  });
  await expect(undone).rejects.toThrow('undone');
  const twice = db.transaction((tx) => {
    tx.later(sessions, 'b');
    tx.later(sessions, 'b');
    return Promise.resolve();
  });
  await expect(twice).rejects.toMatchObject({ name: 'DatabaseError' });
  await db.transaction((tx) => {
    tx.later(sessions, 'c');
    return Promise.resolve();
  });
  expect(await kept()).toEqual(['c']);
});

const proactive = (key: string) => message(key, { personId: 'p', proactive: true });

it('counts under the cap what waits to be written, and what others take out', async () => {
  const count = ({ sql }: Pick<Tx, 'sql'>) => countProactive(sql, 'p', '2026-12-01');
  await db.transaction(async (tx) => {
    expect(count(tx)).toBe(0);
    insertOutboxLater(tx, [proactive('one')]);
    expect(count(tx)).toBe(1);
    insertOutboxLater(tx, [proactive('two')]);
    expect(count(tx)).toBe(2);
    await tx.raw.exec(`UPDATE "Outbox" SET "state" = 'cancelled' WHERE "key" = 'one'`);
    expect(count(tx)).toBe(1);
  });
  await db.raw.exec(`UPDATE "Outbox" SET "state" = 'expired'`);
  expect(await db.read((sql) => count({ sql } as Tx))).toBe(0);
});

it('leaves nothing behind when a full disk ends the transaction', async () => {
  const [size] = await db.raw.query<{ page_count: number }>('PRAGMA page_count');
  await db.connection.alone((driver) => driver.all(`PRAGMA max_page_count = ${size!.page_count + 4}`));
  const filling = db.transaction(async (tx) => {
    insertOutboxLater(tx, [proactive('ghost')]);
    for (let i = 0; i < 100; i += 1)
      await tx.raw.exec(
        `INSERT INTO "Setting" ("key","value","updatedAt") VALUES (?,?,0)`,
        `k${i}`,
        `"${'x'.repeat(3_000)}"`,
      );
  });
  await expect(filling).rejects.toMatchObject({ code: 'database.full' });
  await db.connection.alone((driver) => driver.all('PRAGMA max_page_count = 1000000'));
  expect(await db.raw.query(`SELECT "key" FROM "Outbox"`)).toEqual([]);
  expect(await db.raw.query(`SELECT "key" FROM "Setting"`)).toEqual([]);
});

it('is refused outside of a transaction, and a date that is none in any number of rows', async () => {
  const [driver] = [db.connection.driver];
  expect(() => driver.later(sessions, 'a')).toThrow('expected an open transaction');
  for (const count of [1, 9]) {
    const rows = Array.from({ length: count }, (_, index) => proactive(`m${index}`));
    const bad = rows.map((row) => ({ ...row, expiresAt: new Date(NaN) }));
    const write = db.transaction((tx) => {
      insertOutboxLater(tx, bad);
      return Promise.resolve();
    });
    await expect(write).rejects.toMatchObject({ code: 'database.value' });
  }
  expect(await db.raw.query(`SELECT "key" FROM "Outbox"`)).toEqual([]);
});
