import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseConfig, type Config } from '../../bot/config.js';

const root = path.resolve(import.meta.dirname, '../..');

/** How a run of the program ended. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run gets beside its arguments. */
export interface CliInput {
  readonly input?: string | Uint8Array;
  /** Whoever reads its output goes away after so many lines, as `head` does. */
  readonly readLines?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** The built program on a machine of its own: an empty home, an empty working folder, nothing in the environment. */
export class CliMachine {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'guihang-cli-'));
  readonly data = path.join(this.folder, 'data');

  /** `guihang …args`; resolves when it has ended. */
  run(args: readonly string[], { input = '', env = {}, readLines }: CliInput = {}): Promise<CliResult> {
    const child = spawn(process.execPath, [path.join(root, 'dist/bot/cli.js'), ...args], {
      cwd: this.folder,
      env: { PATH: process.env['PATH'] ?? '', HOME: this.folder, LANG: 'en_US.UTF-8', ...env },
    });
    const out: string[] = [];
    const err: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out.push(text);
      if (readLines !== undefined && out.join('').split('\n').length > readLines) child.stdout.destroy();
    });
    if (readLines === 0) child.stdout.destroy();
    child.stderr.setEncoding('utf8').on('data', (text: string) => err.push(text));
    child.stdin.on('error', () => {}).end(input);
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, stdout: out.join(''), stderr: err.join('') }));
    });
  }

  /** Writes a file into the working folder; its path. */
  write(name: string, content: string | Uint8Array): string {
    const file = path.join(this.folder, name);
    writeFileSync(file, content);
    return file;
  }

  /** The station of `locales/station/`, agreed to, with changes. */
  station(change: (text: string) => string = (text) => text, language = 'en'): string {
    const example = readFileSync(path.join(root, 'locales/station', `${language}.yaml`), 'utf8');
    return this.write('station.yaml', change(example.replace('understood: no', 'understood: yes')));
  }

  /** Puts another machine's data here, as it is. */
  copyData(from: CliMachine): void {
    cpSync(from.data, this.data, { recursive: true });
  }

  /** The configuration that the program sees here. */
  get config(): Config {
    return parseConfig({}, this.folder);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
