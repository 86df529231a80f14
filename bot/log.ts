import pino from 'pino';
import { isReaderGone } from './reader-gone.js';

/** The log of the program, as JSON lines on standard error. No text, name, address or token ever goes in. */
export function createLog(level: string): pino.Logger {
  const destination = pino.destination({ dest: 2, sync: true });
  // Nobody reads the log any more: no reason to leave anybody alone.
  destination.on('error', (error: Error) => {
    if (!isReaderGone(error)) throw error;
  });
  return pino(
    {
      level,
      base: null,
      redact: ['text', 'chat', 'token', 'alias', 'address', '*.text', '*.chat', '*.token', '*.address'],
    },
    destination,
  );
}
