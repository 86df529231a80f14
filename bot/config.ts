import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Language } from '../locales/languages.js';

/** A setting that is wrong or missing. Carries every problem at once; the program ends with code 2. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      `the configuration has ${problems.length} problem(s):\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
    this.name = 'ConfigError';
  }
}

const port = z.coerce.number().int().min(1).max(65_535);
const token = z.string().regex(/^\d{5,}:[\w-]{30,}$/u);

/** Each key: its shape, what it is for (as in `.env.example`), and what to do when it is wrong. */
const keys = {
  TELEGRAM_BOT_TOKEN: {
    shape: token.optional(),
    about: 'Token of the Telegram bot, from @BotFather. With it the real bot runs; without it, practice.',
    fix: 'expected digits, a colon and the secret as @BotFather shows it; copy it again',
    example: '',
  },
  TELEGRAM_API_ROOT: {
    shape: z.url().default('https://api.telegram.org'),
    about: 'Address of the Bot API server; change it only for a Bot API server of your own.',
    fix: 'expected an address such as https://api.telegram.org',
    example: 'https://api.telegram.org',
  },
  GUIHANG_DATA: {
    shape: z.string().min(1).default('data'),
    about: 'Folder of the databases and their key. Back it up; the key file separately.',
    fix: 'expected the path of a folder',
    example: 'data',
  },
  GUIHANG_KEY: {
    shape: z
      .string()
      .regex(/^[0-9a-f]{64}$/iu)
      .optional(),
    about: 'Key of the databases (64 hexadecimal digits) when it must not lie in a file beside them.',
    fix: 'expected 64 hexadecimal digits; take them from your key file',
    example: '',
  },
  GUIHANG_PILOT: {
    shape: z.enum(['yes', 'no']).default('no'),
    about:
      'yes: the real bot may enrol people although some protections are still missing (see guihang doctor).',
    fix: 'expected yes or no',
    example: 'no',
  },
  PORT: {
    shape: port.default(3000),
    about: 'Port of the practice phones, on this machine only.',
    fix: 'expected a number from 1 to 65535',
    example: '3000',
  },
  LOG_LEVEL: {
    shape: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
    about: 'How much is logged. No level logs a text, a name, an address or a token.',
    fix: 'expected debug, info, warn, error or silent',
    example: 'warn',
  },
} as const satisfies Record<string, { shape: z.ZodType; about: string; fix: string; example: string }>;

type Key = keyof typeof keys;
type Values = { readonly [K in Key]: z.infer<(typeof keys)[K]['shape']> };

/** The whole configuration, checked. Paths are absolute. */
export interface Config {
  readonly telegramToken: string | null;
  readonly telegramApiRoot: string;
  readonly dataFolder: string;
  readonly key: string | null;
  readonly keyFile: string;
  /** Real people. */
  readonly databaseFile: string;
  /** Practice people; never the same file. */
  readonly practiceFile: string;
  readonly pilot: boolean;
  readonly port: number;
  readonly logLevel: Values['LOG_LEVEL'];
}

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
  const dataFolder = path.resolve(folder, values.GUIHANG_DATA);
  return {
    telegramToken: values.TELEGRAM_BOT_TOKEN ?? null,
    telegramApiRoot: values.TELEGRAM_API_ROOT,
    dataFolder,
    key: values.GUIHANG_KEY ?? null,
    keyFile: path.join(dataFolder, 'guihang.key'),
    databaseFile: path.join(dataFolder, 'guihang.db'),
    practiceFile: path.join(dataFolder, 'practice.db'),
    pilot: values.GUIHANG_PILOT === 'yes',
    port: values.PORT,
    logLevel: values.LOG_LEVEL,
  };
}

/** A wrong value is shown, a secret never is. */
function shown(name: Key, raw: string | undefined): string {
  return name === 'TELEGRAM_BOT_TOKEN' || name === 'GUIHANG_KEY'
    ? ' (what was given is not shown)'
    : `; got ${raw ?? 'nothing'}`;
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
