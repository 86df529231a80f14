import type { Refusal } from './refusal.js';

/** The methods of the Bot API that a channel calls. */
export type Method =
  | 'getMe'
  | 'getUpdates'
  | 'setWebhook'
  | 'deleteWebhook'
  | 'sendMessage'
  | 'sendPhoto'
  | 'editMessageText'
  | 'sendChatAction'
  | 'answerCallbackQuery';

/** How one call differs from the others. */
export interface CallOptions {
  /** Over the connections that no broadcast ever fills. */
  readonly isUrgent?: boolean;
  /** Ends a long poll at once; other calls are never cut. */
  readonly signal?: AbortSignal;
}

/** What a library that speaks the Bot API does for a channel. Everything else is ours and the same for all of them. */
export interface TelegramLibrary {
  /** Makes one call; resolves with its `result`. Rejects with an error that {@link refusalOf} reads. No retries. */
  call(method: Method, payload: Readonly<Record<string, unknown>>, options?: CallOptions): Promise<unknown>;
  /** Bytes to be uploaded, as this library wants them in a payload. */
  fileOf(bytes: Uint8Array, name: string): unknown;
  /** The provider's refusal, or null when the provider gave no readable answer. */
  refusalOf(error: unknown): Refusal | null;
  /** Cuts the long poll at once; lets calls end. */
  close(): Promise<void>;
}

/** What a library is opened with. */
export interface LibraryOptions {
  readonly token: string;
  /** The Bot API server, without a slash at the end. */
  readonly apiRoot: string;
  /** Parallel calls; the long poll and urgent calls have connections of their own. */
  readonly connections: number;
  /** How long a connection may say nothing before the outcome of its call counts as unknown, in ms. */
  readonly callMs: number;
  /** The same for a long poll: longer than the provider holds it. */
  readonly pollMs: number;
}

/** Opens a library; nothing is sent yet. */
export type OpenLibrary = (options: LibraryOptions) => TelegramLibrary;

/** Crisis messages under way at once before one waits for another. */
export const URGENT_CONNECTIONS = 8;
/** How long a connection to the provider may take, in ms. */
export const CONNECT_MS = 10_000;
