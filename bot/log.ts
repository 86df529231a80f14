import pino from 'pino';

/** The log of the program, as JSON lines on standard error. No text, name, address or token ever goes in. */
export function createLog(level: string): pino.Logger {
  return pino(
    {
      level,
      base: null,
      redact: ['text', 'chat', 'token', 'alias', 'address', '*.text', '*.chat', '*.token', '*.address'],
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
