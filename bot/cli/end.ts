import { CommanderError } from 'commander';
import { isDatabaseError } from '../../prisma/errors.js';
import { ConfigError } from '../config.js';
import { isReaderGone } from '../reader-gone.js';

/** A call that was wrong: printed as it is, exit code 2. */
export class UsageError extends Error {}

/**
 * Nobody reads any more: what is being done (a move, a set-up, the bot itself) goes on all the same and in silence.
 * Any other error of the terminal is one.
 */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (!isReaderGone(error)) throw error;
    });
  }
}

/** For a command that does nothing but print: it ends, quietly, when nobody reads any more. */
export function endWithReader(): void {
  process.stdout.on('error', (error) => {
    if (isReaderGone(error)) process.exit();
  });
}

/** Runs the program and ends it with the right code: errors that a person can mend are printed without a stack. */
export async function end(run: () => Promise<unknown>): Promise<void> {
  outliveReaders();
  try {
    await run();
  } catch (error) {
    process.exitCode = codeOf(error);
    if (!(error instanceof CommanderError)) process.stderr.write(`${wordsOf(error)}\n`);
  }
}

function codeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof ConfigError || error instanceof UsageError || isDefinition(error) ? 2 : 1;
}

function isDefinition(error: unknown): boolean {
  return error instanceof Error && error.name === 'DefinitionError';
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'something failed';
  const isOurs =
    error instanceof ConfigError ||
    error instanceof UsageError ||
    isDefinition(error) ||
    isDatabaseError(error);
  return isOurs ? error.message : (error.stack ?? error.message);
}
