import { createInterface } from 'node:readline';
import { triage } from '../../flows/crisis/triage/index.js';

/** One text a line in, one JSON line each out: `{"level":0,"kinds":[]}`. Nothing is kept, nothing leaves the machine. */
export async function triageCommand(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const { level, kinds } = triage(line);
    process.stdout.write(`${JSON.stringify({ level, kinds })}\n`);
  }
}
