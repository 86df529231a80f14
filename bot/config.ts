import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Language } from '../locales/languages.js';
import { generalKeys, type KeySpec, type ValuesOf } from './config/keys.js';
import { telegramConfig, telegramKeys, type TelegramConfig } from './config/telegram.js';
import { wechatyConfig, wechatyKeys, type WechatyConfig } from './config/wechaty.js';

/** A setting that is wrong or missing. Carries every problem at once; the program ends with code 2. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      `the configuration has ${problems.length} problem(s):\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
    this.name = 'ConfigError';
  }
}

/** All settings, in the order of `.env.example`. A channel adds a file of its own here. */
const keys = { ...telegramKeys, ...wechatyKeys, ...generalKeys } as const satisfies Record<string, KeySpec>;

type Key = keyof typeof keys;
type Values = ValuesOf<typeof keys>;

/** The whole configuration, checked. Paths are absolute. */
export interface Config {
  readonly telegram: TelegramConfig;
  /** The WeChat account; null: none. */
  readonly wechaty: WechatyConfig | null;
  readonly dataFolder: string;
  readonly key: string | null;
  readonly keyFile: string;
  /** Real people. */
  readonly databaseFile: string;
  /** Practice people; never the same file. */
  readonly practiceFile: string;
  readonly pilot: boolean;
  /** Where webhooks, health and metrics are served; null: nowhere. */
  readonly http: { readonly host: string; readonly port: number } | null;
  /** Sending limits other than the published ones; null: those. */
  readonly budgetsFile: string | null;
  readonly port: number;
  readonly logLevel: Values['LOG_LEVEL'];
}

/** Whether people can reach the bot at all: without a channel there is only practice. */
export const hasChannel = ({ telegram, wechaty }: Config): boolean =>
  telegram.bots.length > 0 || wechaty !== null;

/** `GUIHANG_TEST_…` belongs to the tests. */
const ours = /^(?:GUIHANG_(?!TEST_)|TELEGRAM_|WECHATY_)/u;

/** Reads `.env` (if there is one) and the environment. Throws {@link ConfigError} with every problem. */
export function readConfig(folder = process.cwd()): Config {
  const file = path.join(folder, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return parseConfig(process.env, folder);
}

/** Same from plain values; `folder` is what relative paths start from. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>, folder: string): Config {
  const problems: string[] = [];
  const values = Object.fromEntries(
    (Object.keys(keys) as Key[]).map((name) => {
      const raw = env[name] === '' ? undefined : env[name];
      const result = keys[name].shape.safeParse(raw);
      if (!result.success) problems.push(`${name}: ${keys[name].fix}${shown(name, raw)}`);
      return [name, result.success ? result.data : undefined];
    }),
  ) as unknown as Values;
  problems.push(...unknownKeys(env));
  if (problems.length > 0) throw new ConfigError(problems);
  const telegram = telegramConfig(values, problems);
  const wechaty = wechatyConfig(values, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  const dataFolder = path.resolve(folder, values.GUIHANG_DATA);
  return {
    telegram,
    wechaty,
    dataFolder,
    key: values.GUIHANG_KEY ?? null,
    keyFile: path.join(dataFolder, 'guihang.key'),
    databaseFile: path.join(dataFolder, 'guihang.db'),
    practiceFile: path.join(dataFolder, 'practice.db'),
    pilot: values.GUIHANG_PILOT === 'yes',
    http:
      values.GUIHANG_HTTP_PORT === undefined
        ? null
        : { host: values.GUIHANG_HTTP_HOST, port: values.GUIHANG_HTTP_PORT },
    budgetsFile: values.GUIHANG_BUDGETS === undefined ? null : path.resolve(folder, values.GUIHANG_BUDGETS),
    port: values.PORT,
    logLevel: values.LOG_LEVEL,
  };
}

/** A wrong value is shown, a secret never is. */
function shown(name: Key, raw: string | undefined): string {
  const { isSecret }: KeySpec = keys[name];
  return isSecret === true ? ' (what was given is not shown)' : `; got ${raw ?? 'nothing'}`;
}

function unknownKeys(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(env)
    .filter((name) => ours.test(name) && !(name in keys))
    .map((name) => `${name}: expected a known key; ${suggestion(name)}`);
}

function suggestion(name: string): string {
  const nearest = Object.keys(keys)
    .map((key) => ({ key, distance: distance(name, key) }))
    .sort((a, b) => a.distance - b.distance)[0]!;
  return nearest.distance <= 4 ? `did you mean ${nearest.key}?` : 'see .env.example for all of them';
}

/** Edit distance of two short names. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + cost));
    }
    row = next;
  }
  return row[b.length]!;
}

/**
 * The languages to write to this terminal in, from its locale settings; both, Chinese first, where they say neither.
 */
export function terminalLanguages(
  env: Readonly<Record<string, string | undefined>> = process.env,
): readonly Language[] {
  const setting = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value) ?? '';
  if (/^zh/iu.test(setting)) return ['zh-CN'];
  return /^en/iu.test(setting) ? ['en'] : ['zh-CN', 'en'];
}

/** The text of `.env.example`: made from the keys, so that the two never part. */
export function envExample(): string {
  const lines = Object.entries(keys).map(([name, { about, example }]) => `# ${about}\n${name}=${example}\n`);
  return `# Copy to .env and change what you need. Everything has a sensible default.\n\n${lines.join('\n')}`;
}
