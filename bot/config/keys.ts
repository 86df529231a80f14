import { z } from 'zod';

/** A setting: its shape, what it is for (as in `.env.example`), and what to do when it is wrong. */
export interface KeySpec {
  readonly shape: z.ZodType;
  readonly about: string;
  readonly fix: string;
  readonly example: string;
  /** Its value is never shown, not even when it is wrong. */
  readonly isSecret?: boolean;
}

/** The checked values of a group of settings. */
export type ValuesOf<Keys extends Record<string, KeySpec>> = {
  readonly [K in keyof Keys]: z.infer<Keys[K]['shape']>;
};

const port = z.coerce.number().int().min(1).max(65_535);

/** Settings of the program itself; those of a channel are in a file of their own. */
export const generalKeys = {
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
    isSecret: true,
  },
  GUIHANG_PILOT: {
    shape: z.enum(['yes', 'no']).default('no'),
    about:
      'yes: the real bot may enrol people although some protections are still missing (see guihang doctor).',
    fix: 'expected yes or no',
    example: 'no',
  },
  GUIHANG_HTTP_PORT: {
    shape: port.optional(),
    about: 'Port of webhooks, /healthz and /metrics of the real bot; empty: no such server.',
    fix: 'expected a number from 1 to 65535, or nothing',
    example: '',
  },
  GUIHANG_HTTP_HOST: {
    shape: z.string().min(1).default('127.0.0.1'),
    about:
      'Where that server listens. Leave it on this machine, behind a reverse proxy that has the certificate.',
    fix: 'expected an address of this machine such as 127.0.0.1',
    example: '127.0.0.1',
  },
  GUIHANG_BUDGETS: {
    shape: z.string().min(1).optional(),
    about:
      'A YAML file with other sending limits than those that Telegram publishes (see the operator guide).',
    fix: 'expected the path of a file',
    example: '',
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
} as const satisfies Record<string, KeySpec>;
