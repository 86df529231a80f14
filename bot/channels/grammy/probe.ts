import { Api } from 'grammy';
import { telegramInviteLink } from '../shared/telegram/capabilities.js';
import { toSendError } from './errors.js';
import { openTransport } from './fetch.js';

/** Which bot to ask after. */
export interface ProbeOptions {
  readonly token: string;
  readonly apiRoot: string;
  /** After how long without an answer to give up, in ms. */
  readonly callMs?: number;
}

/** Asks the provider whether it knows the token; the bot's user name. Changes nothing. Rejects with SendError. */
export async function probe({ token, apiRoot, callMs = 10_000 }: ProbeOptions): Promise<string> {
  const transport = openTransport({
    origin: new URL(apiRoot).origin,
    connections: 1,
    callMs,
    pollMs: callMs,
  });
  type Fetch = NonNullable<NonNullable<ConstructorParameters<typeof Api>[1]>['fetch']>;
  try {
    const api = new Api(token, { apiRoot, fetch: transport.fetch as unknown as Fetch });
    return (await api.getMe()).username;
  } catch (error) {
    throw toSendError(error);
  } finally {
    await transport.close();
  }
}

/** The link that opens the bot of this name and hands it `code`. */
export function inviteLinkFor(username: string, code: string): string | null {
  return telegramInviteLink(username, code);
}
