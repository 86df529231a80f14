import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { ControlOrder, PersonAct } from './control.js';
import type { FaultRule } from './faults.js';
import type { LimitOptions } from './limits.js';
import type { Shown } from './person.js';
import type { TwinOptions } from './twin.js';

/** A message as seen from another process: `photo` is its length in bytes. */
export type RemoteShown = Omit<Shown, 'photo'> & { readonly photo: number | null };

/** Drives a twin over its control endpoint. */
export class RemoteTwin {
  constructor(readonly apiRoot: string) {}

  async order(order: ControlOrder): Promise<unknown> {
    const answer = await fetch(`${this.apiRoot}/_control/`, { method: 'POST', body: JSON.stringify(order) });
    const body = (await answer.json()) as { result?: unknown; error?: string };
    if (!answer.ok) throw new Error(body.error ?? `expected 200 of the twin, got ${answer.status}`);
    return body.result;
  }

  person(id: number, options: { bot?: string; language?: string; name?: string } = {}): RemotePerson {
    return new RemotePerson((act, args) => this.order({ op: 'person', id, ...options, act, args }));
  }

  async fault(rule: FaultRule): Promise<void> {
    await this.order({ op: 'fault', rule });
  }

  async limits(limits: LimitOptions | null): Promise<void> {
    await this.order({ op: 'limits', limits });
  }

  /** Opens the chats `from` … `from + count − 1`, as if these people had pressed "Start". */
  async open(from: number, count: number, bot?: string): Promise<void> {
    await this.order({ op: 'open', from, count, ...(bot === undefined ? {} : { bot }) });
  }

  /** Calls so far by lower-case method name. */
  async calls(): Promise<Record<string, number>> {
    return (await this.order({ op: 'calls' })) as Record<string, number>;
  }
}

/** A person of a {@link RemoteTwin}: the methods of `Person`, each a promise. */
export class RemotePerson {
  constructor(private readonly act: (name: PersonAct, args: unknown[]) => Promise<unknown>) {}

  say = (text: string): Promise<unknown> => this.act('say', [text]);
  start = (code?: string): Promise<unknown> => this.act('start', code === undefined ? [] : [code]);
  tap = (label: string): Promise<unknown> => this.act('tap', [label]);
  edit = (text: string): Promise<unknown> => this.act('edit', [text]);
  sendVoice = (): Promise<unknown> => this.act('sendVoice', []);
  sendPhoto = (): Promise<unknown> => this.act('sendPhoto', []);
  sendSticker = (): Promise<unknown> => this.act('sendSticker', []);
  block = (): Promise<unknown> => this.act('block', []);
  unblock = (): Promise<unknown> => this.act('unblock', []);
  messages = async (): Promise<RemoteShown[]> => (await this.act('messages', [])) as RemoteShown[];
  /** `match` is the source of a regular expression. */
  next = async (match?: string): Promise<RemoteShown> =>
    (await this.act('next', match === undefined ? [] : [match])) as RemoteShown;
}

/** A twin in a child process. */
export interface SpawnedTwin extends RemoteTwin {
  readonly child: ChildProcess;
  /** Ends the process and waits for it. */
  end(): Promise<void>;
}

/** Bundles the twin, starts it as a child process and waits until it listens. */
export async function spawnTwin(options: Omit<TwinOptions, 'now'> = {}): Promise<SpawnedTwin> {
  const folder = await mkdtemp(join(tmpdir(), 'twin-'));
  const outfile = join(folder, 'serve.mjs');
  const entry = fileURLToPath(new URL('./serve.ts', import.meta.url));
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  const child = spawn(process.execPath, [outfile, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await new Promise<string[]>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (first) => resolve([first]));
    child.once('exit', (code) =>
      reject(new Error(`expected the twin to listen, it ended with code ${code}`)),
    );
  });
  const { apiRoot } = JSON.parse(line ?? '{}') as { apiRoot: string };
  const end = async (): Promise<void> => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    if (child.kill('SIGTERM')) await gone;
    await rm(folder, { recursive: true });
  };
  return Object.assign(new RemoteTwin(apiRoot), { child, end });
}
