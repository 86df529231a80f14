/**
 * Builds the project, all offline: the database clients (SQLite, PostgreSQL) out of prisma/schema.prisma, plain JavaScript
 * out of the TypeScript (one file for one file, into dist/), the YAML parsed once, and the page of the practice phones (one bundle). `--quiet` prints only errors.
 */
import { execFile } from 'node:child_process';
import { globSync } from './glob.mjs';
import { existsSync, readFileSync, rmSync, mkdirSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildPage } from './build-page.mjs';
import { parseYamlFiles } from './parse-yaml.mjs';
import { postgresSchema, postgresSchemaFile } from './postgres-schema.mjs';

const root = path.resolve(import.meta.dirname, '..');
const quiet = process.argv.includes('--quiet');
const say = (text) => quiet || process.stdout.write(`${text}\n`);

/** Both clients out of the one schema, and only when it has changed: it takes some seconds. */
async function generateClients() {
  const schema = path.join(root, 'prisma/schema.prisma');
  const forPostgres = postgresSchema(readFileSync(schema, 'utf8'));
  const stampFile = path.join(root, 'prisma/generated/.stamp');
  const stamp = createHash('sha256').update(readFileSync(schema)).update(forPostgres).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(postgresSchemaFile(root), forPostgres);
  await Promise.all([generate(schema), generate(postgresSchemaFile(root))]);
  writeFileSync(stampFile, stamp);
  say('database clients generated');
}

async function generate(schema) {
  // `prisma generate` insists on a schema engine that exists but never runs it; any executable will do.
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  };
  const cli = path.join(root, 'node_modules/prisma/build/index.js');
  const options = { cwd: root, env, encoding: 'utf8' };
  try {
    await promisify(execFile)(process.execPath, [cli, 'generate', '--schema', schema], options);
  } catch (error) {
    process.stderr.write(`${error.stdout}\n${error.stderr}\n`);
    process.exit(1);
  }
}

async function transpile() {
  const { build } = await import('esbuild');
  const entryPoints = globSync(
    root,
    ['bot', 'flows', 'scheduler', 'prisma', 'locales'],
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !inBrowser(file),
  );
  removeStale(entryPoints);
  await build({
    entryPoints,
    outdir: path.join(root, 'dist'),
    outbase: root,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    sourcemap: 'linked',
    logLevel: 'error',
  });
  say(`${entryPoints.length} files built into dist/`);
}

/** Removes built files whose source is gone; the others are overwritten in place, under a program that may be running. */
function removeStale(entryPoints) {
  const dist = path.join(root, 'dist');
  if (!existsSync(dist)) return;
  const wanted = new Set(entryPoints.map((file) => path.relative(root, file).replace(/\.ts$/u, '.js')));
  const built = globSync(dist, ['.'], (file) => /\.js(?:\.map)?$/u.test(file) && !inPage(file));
  for (const file of built) {
    if (!wanted.has(path.relative(dist, file).replace(/\.map$/u, ''))) rmSync(file);
  }
}

/** The built page is written by build-page.mjs. */
function inPage(file) {
  return file.startsWith(path.join(root, 'dist/bot/practice/page') + path.sep);
}

/** What runs in the browser is bundled by itself (build-page.mjs). */
function inBrowser(file) {
  return file.startsWith(path.join(root, 'bot/practice/page') + path.sep);
}

await generateClients();
await transpile();
say(`${await parseYamlFiles(root)} YAML files parsed`);
await buildPage();
say('practice page bundled');
