import type { ServerResponse } from 'node:http';
import type { Mail } from '../channels/web/mailbox.js';
import type { StreamEvents, StreamState } from './wire.js';

/** A page that falls this far behind is cut off; it comes back by itself and asks for what it missed. */
const MAX_BACKLOG_BYTES = 4 * 1024 * 1024;

/** One open page. Lines that arrive while its start is being read are kept until it is written. */
export class Listener {
  #waiting: Mail[] | null = [];
  #sentId = 0;

  constructor(
    readonly response: ServerResponse,
    readonly era: string,
  ) {}

  /** Writes the start (or only what was missed) and lets through what arrived meanwhile. */
  begin(event: 'start' | 'mail', mails: readonly Mail[], state: StreamState): void {
    this.#sentId = mails.at(-1)?.id ?? 0;
    if (event === 'start') this.write('start', { mails, state }, this.#sentId);
    else {
      if (mails.length > 0) this.write('mail', mails, this.#sentId);
      this.write('state', state);
    }
    const late = this.#waiting ?? [];
    this.#waiting = null;
    this.deliver(late);
  }

  deliver(mails: readonly Mail[]): void {
    if (this.#waiting !== null) {
      this.#waiting.push(...mails);
      return;
    }
    const fresh = mails.filter((mail) => mail.id > this.#sentId);
    const last = fresh.at(-1);
    if (last === undefined) return;
    this.#sentId = last.id;
    this.write('mail', fresh, last.id);
  }

  write<E extends keyof StreamEvents>(event: E, data: StreamEvents[E], mailId?: number): void {
    const id = mailId === undefined ? '' : `id: ${this.era}.${mailId}\n`;
    this.response.write(`${id}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    if (this.response.writableLength > MAX_BACKLOG_BYTES) this.response.destroy();
  }
}

/** The mail id in a `Last-Event-ID` of this era; null for none, or for one of another era. */
export function missedSince(lastEventId: string | undefined, era: string): number | null {
  const [ofEra, id, ...rest] = (lastEventId ?? '').split('.');
  if (ofEra !== era || id === undefined || rest.length > 0 || !/^\d{1,15}$/.test(id)) return null;
  return Number(id);
}
