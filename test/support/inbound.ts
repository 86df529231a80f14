import type { Inbound } from '../../bot/channels/channel.js';

let updates = 0;

/** A text of somebody in a private chat, as a channel hands it over; each with an update id of its own. */
export function inboundOf(text: string, change: Partial<Inbound> = {}): Inbound {
  updates += 1;
  return {
    address: { bot: 'b', chat: 'ming' },
    updateId: `u${updates}`,
    scope: 'private',
    sender: 'ming',
    kind: 'text',
    text,
    token: null,
    messageRef: null,
    edited: false,
    language: null,
    at: new Date('2026-12-01T19:00:00Z'),
    ...change,
  };
}
