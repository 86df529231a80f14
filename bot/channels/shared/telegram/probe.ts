import { SendError } from '../../channel.js';
import type { OpenLibrary } from './library.js';
import { toSendError } from './trouble.js';

/** Which bot to ask after. */
export interface ProbeOptions {
  readonly token: string;
  readonly apiRoot: string;
  /** After how long without an answer to give up, in ms. */
  readonly callMs?: number;
}

/** Asks the provider whether it knows the token; the bot's user name. Changes nothing. Rejects with SendError. */
export async function probeOver(open: OpenLibrary, options: ProbeOptions): Promise<string> {
  const { callMs = 10_000, token, apiRoot } = options;
  const library = open({ token, apiRoot, connections: 1, callMs, pollMs: callMs });
  try {
    const me = (await library.call('getMe', {})) as { username?: unknown } | null;
    if (typeof me?.username === 'string') return me.username;
    throw new SendError('send.unavailable', 'no readable answer');
  } catch (error) {
    throw toSendError(library, error);
  } finally {
    await library.close();
  }
}
