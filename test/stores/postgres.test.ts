import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
// @ts-expect-error a script without types
import { postgresSchema } from '../../scripts/postgres-schema.mjs';
import { DatabaseError } from '../../prisma/errors.js';
import { migrate, migrationState } from '../../prisma/migrate.js';
import { readMigrations } from '../../prisma/migrations-folder.js';
import { packageRoot } from '../../prisma/package-root.js';
import type { PostgresDatabase } from '../../prisma/postgres/client.js';
import {
  diffPostgresSchemas,
  postgresMigrationsFolder,
  postgresTarget,
} from '../../prisma/postgres/migrate.js';
import { numbered } from '../../prisma/postgres/raw.js';
import { emptySchema, whyNoPostgres } from './backend.js';
import { NOW } from './rows.js';

const missing = await whyNoPostgres();
if (missing !== null) console.warn(missing);

describe('without a server', () => {
  const made = readFileSync(path.join(postgresMigrationsFolder(), 'schema.prisma'), 'utf8');
  const models = readFileSync(path.join(packageRoot(), 'prisma/schema.prisma'), 'utf8');

  test('drift: the migrations for PostgreSQL make what prisma/schema.prisma says', async () => {
    const wanted = (postgresSchema as (text: string) => string)(models);
    expect(await diffPostgresSchemas(made, wanted)).toBeUndefined();
    const migrations = readMigrations(postgresMigrationsFolder());
    if (migrations.length === 1) expect(await diffPostgresSchemas(undefined, made)).toBe(migrations[0]?.sql);
  });

  test('control: a column that no migration makes is drift', async () => {
    const changed = made.replace('model Heartbeat {', 'model Heartbeat {\n  more String?');
    expect(await diffPostgresSchemas(made, changed)).toContain('ADD COLUMN     "more" TEXT');
  });

  test('question marks become numbers, but not inside of quotes', () => {
    expect(numbered(`SELECT '?', "a?" FROM t WHERE a = ? AND b = ?`)).toBe(
      `SELECT '?', "a?" FROM t WHERE a = $1 AND b = $2`,
    );
  });
});

describe.skipIf(missing !== null)('PostgreSQL', () => {
  let schema: Awaited<ReturnType<typeof emptySchema>>;
  let database: PostgresDatabase;
  beforeAll(async () => {
    schema = await emptySchema();
    database = await schema.open();
  });
  afterAll(() => schema.drop());

  const beat = (name: string) => ({ name, at: NOW, data: { n: 1, ok: true } });
  const insert = `INSERT INTO "Heartbeat" ("name","at","data") VALUES (?,?,?)`;
  const names = async () =>
    (await database.raw.query<{ name: string }>(`SELECT "name" FROM "Heartbeat" ORDER BY 1`)).map(
      ({ name }) => name,
    );

  test('two processes that migrate at once apply each migration once', async () => {
    const other = await schema.open();
    const applied = await Promise.all([migrate(postgresTarget(database)), migrate(postgresTarget(other))]);
    const all = readMigrations(postgresMigrationsFolder()).map(({ name }) => name);
    expect(applied.flat()).toEqual(all);
    expect(await migrationState(postgresTarget(database))).toEqual({ pending: [], edited: [], unknown: [] });
    expect(await migrate(postgresTarget(database))).toEqual([]);
  });

  test('raw SQL reads values as over SQLite, in and out of a transaction, and Prisma reads its own', async () => {
    await database.prisma.heartbeat.create({ data: beat('a') });
    const sql = `SELECT "name", "at", "at" = ? AS same, count(*) OVER () AS n FROM "Heartbeat" WHERE "name" = ?`;
    const expected = [{ name: 'a', at: NOW.getTime(), same: 1, n: 1 }];
    expect(await database.raw.query(sql, NOW, 'a')).toEqual(expected);
    expect(await database.transaction((tx) => tx.raw.query(sql, NOW, 'a'))).toEqual(expected);
    expect(await database.read((raw) => raw.query(sql, NOW, 'a'))).toEqual(expected);
    const [row] = await database.raw.query<{ data: string }>(`SELECT "data" FROM "Heartbeat"`);
    expect(JSON.parse(row!.data)).toEqual({ n: 1, ok: true });
    expect(await database.prisma.heartbeat.findMany()).toEqual([beat('a')]);
  });

  test('a transaction is kept or undone as a whole, Prisma and raw together', async () => {
    const work = database.transaction(async (tx) => {
      await tx.prisma.heartbeat.create({ data: beat('b') });
      await tx.raw.exec(insert, 'c', NOW, '{}');
      throw new Error('stop');
    });
    await expect(work).rejects.toThrow('stop');
    expect(await names()).toEqual(['a']);
    await database.transaction((tx) => tx.raw.exec(insert, 'd', NOW, '{}'));
    await database.write((raw) => raw.exec(insert, 'e', NOW, '{}'));
    expect(await names()).toEqual(['a', 'd', 'e']);
  });

  test('a statement outside of an open transaction neither sees it nor vanishes with it', async () => {
    const work = database.transaction(async (tx) => {
      await tx.raw.exec(insert, 'inside', NOW, '{}');
      await database.raw.exec(insert, 'outside', NOW, '{}');
      expect(await names()).not.toContain('inside');
      throw new Error('stop');
    });
    await expect(work).rejects.toThrow('stop');
    expect(await names()).toEqual(['a', 'd', 'e', 'outside']);
  });

  test.each(['transaction', 'write'] as const)(
    '%s: a swallowed failure is no silent rollback',
    async (way) => {
      const work = database[way](async (inside: unknown) => {
        const raw =
          way === 'write' ? (inside as typeof database.raw) : (inside as { raw: typeof database.raw }).raw;
        await raw.exec(insert, 'lost', NOW, '{}');
        await raw.exec('SELECT nonsense').catch(() => {});
      });
      await expect(work).rejects.toMatchObject({ code: 'database.transaction-closed' });
    },
  );

  test.each(['alone', 'inside'])('errors are of our family and never quote a value (%s)', async (where) => {
    const run = (sql: string, ...values: string[]) =>
      where === 'alone'
        ? database.raw.exec(sql, ...values)
        : database.transaction((tx) => tx.raw.exec(sql, ...values));
    const failures = await Promise.all(
      [
        run(insert, 'a', NOW.toISOString(), '{}'),
        run(insert, 'f', 'secret', '{}'),
        run(insert, 'f', NOW.toISOString(), 'secret'),
      ].map((work) =>
        work.then(
          () => undefined,
          (error: unknown) => error as DatabaseError,
        ),
      ),
    );
    expect(failures.map((error) => error?.code)).toEqual([
      'database.unique',
      'database.value',
      'database.value',
    ]);
    for (const error of failures) {
      expect(error).toBeInstanceOf(DatabaseError);
      expect(error?.message).not.toContain('secret');
    }
  });
});
