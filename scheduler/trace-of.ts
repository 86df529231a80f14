/** What may be logged of an error. */
export interface Trace {
  /** Its class. */
  readonly error: string;
  /** Its code, where it has one of the dotted or upper-case kind, e.g. `database.full`, `ECONNRESET`. */
  readonly code?: string;
  /** Where it was thrown: file and line, without the folders before the project's. */
  readonly at?: string;
}

/**
 * An error for the log: what kind and where, never its message. Messages of others quote what they choked on: that of
 * `JSON.parse` holds the beginning of the text, and a text may be somebody's cry for help.
 */
export function traceOf(error: unknown): Trace {
  if (!(error instanceof Error)) return { error: 'not an error' };
  const { code } = error as { code?: unknown };
  const at = placeOf(error);
  return {
    error: error.constructor.name,
    ...(typeof code === 'string' && /^[\w.-]{1,60}$/u.test(code) ? { code } : {}),
    ...(at === null ? {} : { at }),
  };
}

/** The first frame that is a place in a file. The message stands before the frames, and may look like one. */
function placeOf({ stack, message, name }: Error): string | null {
  const head = (stack ?? '').indexOf(message);
  const frames = (stack ?? '').slice(head < 0 ? name.length : head + message.length);
  const match = /\n\s+at [^\n]*?([\w-]+\/[\w.-]+\.[cm]?[jt]sx?:\d+):\d+\)?/u.exec(frames);
  return match?.[1] ?? null;
}
