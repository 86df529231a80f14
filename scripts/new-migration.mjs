/**
 * Writes the next migration: `node scripts/new-migration.mjs NAME` compares what the migrations make with
 * prisma/schema.prisma and puts the SQL between them into prisma/migrations/TIME_NAME/migration.sql, and the same for
 * PostgreSQL into prisma/migrations-postgres/. Read both before you commit them; an applied migration is never edited.
 *
 * PostgreSQL's side needs no server: the schema that its migrations make lies beside them. When there are no migrations
 * for SQLite (before the first release they are made anew), PostgreSQL's are made anew as well.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { postgresSchema } from './postgres-schema.mjs';

const root = path.resolve(import.meta.dirname, '..');
const sqliteFolder = path.join(root, 'prisma/migrations');
const postgresFolder = path.join(root, 'prisma/migrations-postgres');
const madeFile = path.join(postgresFolder, 'schema.prisma');

/** Both out of one bundle: the engine that they share must be loaded once. */
async function load() {
  const outfile = path.join(root, 'node_modules/.cache/guihang/new-migration.mjs');
  const contents = `export * from './draft-migration.js'; export * from './postgres/migrate.js';`;
  const stdin = { contents, resolveDir: path.join(root, 'prisma'), loader: 'ts' };
  await build({ stdin, outfile, bundle: true, packages: 'external', platform: 'node', format: 'esm' });
  return import(pathToFileURL(outfile).href);
}

function write(folder, provider, sql) {
  if (sql === undefined) {
    process.stdout.write(`${provider}: the migrations already make what the schema says; nothing written\n`);
    return;
  }
  const target = path.join(folder, directory);
  mkdirSync(target, { recursive: true });
  writeFileSync(path.join(target, 'migration.sql'), sql);
  const lock = path.join(folder, 'migration_lock.toml');
  if (!existsSync(lock))
    writeFileSync(lock, `# Which database the migrations are for.\nprovider = "${provider}"\n`);
  process.stdout.write(
    `${path.relative(root, target)}/migration.sql written; read it before you commit it\n`,
  );
}

const name = process.argv[2] ?? '';
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  process.stderr.write(
    `expected a name in snake_case as the first argument, got '${name}'; for example: init\n`,
  );
  process.exit(2);
}
const directory = `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`;

const schema = readFileSync(path.join(root, 'prisma/schema.prisma'), 'utf8');
const isFirst = !readdirSync(sqliteFolder, { withFileTypes: true }).some((entry) => entry.isDirectory());
if (isFirst) rmSync(postgresFolder, { recursive: true, force: true });

const { draftMigration, diffPostgresSchemas } = await load();
write(sqliteFolder, 'sqlite', await draftMigration(sqliteFolder, schema));

const made = existsSync(madeFile) ? readFileSync(madeFile, 'utf8') : undefined;
const wanted = postgresSchema(schema);
write(postgresFolder, 'postgresql', await diffPostgresSchemas(made, wanted));
writeFileSync(madeFile, wanted);
