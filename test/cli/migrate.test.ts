import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOwn } from '../../bot/setup/open.js';
import { migrate } from '../../prisma/migrate.js';
import { readMigrations, migrationsFolder } from '../../prisma/migrations-folder.js';
import { CliMachine } from '../support/cli.js';
import { withDatabase } from '../support/station.js';

let machine: CliMachine;
beforeEach(() => void (machine = new CliMachine()));
afterEach(() => machine.remove());
const names = readMigrations(migrationsFolder()).map(({ name }) => name);

/** A database from before all of today's migrations, with something in it. */
function older(): Promise<void> {
  const folder = path.join(machine.folder, 'old-migrations');
  mkdirSync(path.join(folder, '20200101000000_relic'), { recursive: true });
  writeFileSync(path.join(folder, 'migration_lock.toml'), 'provider = "sqlite"\n');
  writeFileSync(
    path.join(folder, '20200101000000_relic', 'migration.sql'),
    'CREATE TABLE relic (word TEXT);\n',
  );
  return withDatabase(machine, async (db) => {
    await migrate(db, folder);
    await db.raw.exec('DELETE FROM _prisma_migrations');
  });
}

describe('guihang migrate', () => {
  it('says that there is nothing yet', async () => {
    const { code, stdout } = await machine.run(['migrate', '--check']);
    expect(code).toBe(0);
    expect(stdout).toContain('There is no database');
  });

  it('--check names what would be done and does none of it', async () => {
    await older();
    for (let time = 0; time < 2; time += 1) {
      const { code, stdout } = await machine.run(['migrate', '--check']);
      expect(code).toBe(0);
      expect(stdout).toContain(`guihang.db, to be done: ${names.join(', ')}`);
    }
  });

  it('does it, tells each step, and leaves a copy from before that opens with the same key', async () => {
    await older();
    const { code, stdout, stderr } = await machine.run(['migrate']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const name of names) expect(stdout).toContain(`guihang.db: ${name} done`);
    const folder = path.join(machine.data, 'backups');
    const copies = () => readdirSync(folder).filter((name) => name.endsWith('.db'));
    const [copy = ''] = copies();
    expect(copy).toMatch(/^guihang-\d{8}T\d{6}Z\.db$/u);
    expect(statSync(path.join(folder, copy)).mode & 0o777).toBe(0o600);
    const before = await openOwn(machine.config, { file: path.join(folder, copy), inspect: true });
    const tables = await before.raw.query<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table'",
    );
    await before.close();
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['relic']));
    expect(tables.map(({ name }) => name)).not.toContain('Station');
    expect((await machine.run(['migrate'])).stdout).toContain('guihang.db is of this version');
    expect(copies()).toHaveLength(1);
  });

  it('ends with 1 before a database that a newer version wrote, and changes nothing', async () => {
    machine.station();
    await machine.run(['setup', '--from', 'station.yaml']);
    await withDatabase(machine, (db) =>
      db.raw.exec(
        "UPDATE _prisma_migrations SET migration_name = '99999999999999_future' WHERE migration_name = ?",
        names[0]!,
      ),
    );
    const checked = await machine.run(['migrate', '--check']);
    expect(checked.code).toBe(1);
    expect(checked.stdout).toContain('99999999999999_future');
    const { code, stderr } = await machine.run(['migrate']);
    expect(code).toBe(1);
    expect(stderr).toContain('expected to know every applied migration, got 99999999999999_future');
    expect(stderr).not.toMatch(/^\s+at /mu);
  });
});
