import { triage } from '../../flows/crisis/triage/index.js';
import { endWithReader, UsageError } from './end.js';
import { linesOf, textOf } from './standard-input.js';

/** One text a line in, one JSON line each out: `{"level":0,"kinds":[]}`. Nothing is kept, nothing leaves the machine. */
export async function triageCommand(): Promise<void> {
  endWithReader();
  const refuse = (got: string) =>
    new UsageError(
      `standard input: expected UTF-8 text, got ${got}; convert it first, e.g. iconv -f GBK -t UTF-8`,
    );
  for await (const line of linesOf(textOf(process.stdin, refuse))) {
    const { level, kinds } = triage(line);
    process.stdout.write(`${JSON.stringify({ level, kinds })}\n`);
  }
}
