import type { Button } from '../channel.js';

/**
 * What one line of a practice phone's history is: `out` came from the bot, everything else the person did.
 * A `tap` carries the tapped button as its only button; `voice`, `image` and `sticker` are stand-ins without content.
 */
export type MailWay = 'out' | 'in' | 'tap' | 'voice' | 'image' | 'sticker';

/** A line before it is stored. */
export interface MailDraft {
  /** The phone, e.g. `client-1`. */
  readonly chat: string;
  readonly way: MailWay;
  readonly text: string;
  /** Rows of buttons, as in {@link Outbound}; empty for none. */
  readonly buttons: readonly (readonly Button[])[];
  /** A picture as a `data:` URL (way `out` only), or null. */
  readonly image: string | null;
  /** The outbox key of an `out` line; a key seen before is not stored again. Null for what the person did. */
  readonly key: string | null;
  /** Practice time (UTC). */
  readonly at: Date;
}

/** A stored line. Ids ascend over all phones, in the order in which the lines were stored. */
export interface Mail extends Omit<MailDraft, 'key'> {
  readonly id: number;
}

/** What {@link Mailbox.append} answers; `fresh` is false when the key was there and nothing was stored. */
export interface Appended {
  readonly id: number;
  readonly fresh: boolean;
}

/** Which lines to list: of one phone or of all, those after an id, and how many at most (the newest are kept). */
export interface MailQuery {
  readonly chat?: string;
  readonly afterId?: number;
  readonly limit?: number;
}

/** Where the history of the practice phones lives. The one here is in memory; a deployment keeps it in the database. */
export interface Mailbox {
  /** Stores a line. Rejects when it cannot; then nothing was stored. */
  append(draft: MailDraft): Promise<Appended>;
  /** Lines in ascending order of id. */
  list(query?: MailQuery): Promise<readonly Mail[]>;
  /** Forgets every line. Ids need not start again. */
  clear(): Promise<void>;
}

/** A mailbox that lasts as long as the process: for tests and for trying out. */
export function createMemoryMailbox(): Mailbox {
  const mails: Mail[] = [];
  const idByKey = new Map<string, number>();
  let lastId = 0;
  return {
    async append({ key, ...line }) {
      const known = key === null ? undefined : idByKey.get(key);
      if (known !== undefined) return { id: known, fresh: false };
      lastId += 1;
      mails.push({ ...line, id: lastId });
      if (key !== null) idByKey.set(key, lastId);
      return { id: lastId, fresh: true };
    },
    async list({ chat, afterId = 0, limit } = {}) {
      const wanted = mails.filter((mail) => mail.id > afterId && (chat === undefined || mail.chat === chat));
      return limit === undefined ? wanted : wanted.slice(Math.max(0, wanted.length - limit));
    },
    async clear() {
      mails.length = 0;
      idByKey.clear();
    },
  };
}
