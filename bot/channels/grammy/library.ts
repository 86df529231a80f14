import { Api, GrammyError, InputFile } from 'grammy';
import type { LibraryOptions, TelegramLibrary } from '../shared/telegram/library.js';
import { openTransport, type Transport } from './transport.js';

type GrammyFetch = NonNullable<NonNullable<ConstructorParameters<typeof Api>[1]>['fetch']>;
type Raw = (...payloadAndSignal: unknown[]) => Promise<unknown>;

/** grammY over our own undici pools. It makes no retries by itself, and none is installed. */
export function openGrammy({ token, apiRoot, ...limits }: LibraryOptions): TelegramLibrary {
  const transport: Transport = openTransport({ origin: new URL(apiRoot).origin, ...limits });
  const rawOver = (fetch: typeof globalThis.fetch) =>
    new Api(token, { apiRoot, fetch: fetch as unknown as GrammyFetch }).raw as unknown as Record<string, Raw>;
  const raw = rawOver(transport.fetch);
  const urgent = rawOver(transport.urgentFetch);
  return {
    call: (method, payload, { isUrgent = false, signal } = {}) => {
      const call = (isUrgent ? urgent : raw)[method]!;
      // grammY makes the payload of methods without parameters itself.
      return method === 'getMe' ? call(signal) : call({ ...payload }, signal);
    },
    fileOf: (bytes, name) => new InputFile(bytes, name),
    refusalOf: (error) =>
      error instanceof GrammyError
        ? { status: error.error_code, description: error.description, parameters: error.parameters }
        : null,
    close: () => transport.close(),
  };
}
