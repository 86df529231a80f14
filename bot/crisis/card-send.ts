import { SendError, type Address, type Outbound, type Sent } from '../channels/channel.js';
import type { GateCard } from './types.js';

/** How a card leaves: the channel itself, past the outbox. */
export interface CardSender {
  /** One provider call; rejects with `SendError`. */
  sendNow(message: Outbound): Promise<Sent>;
  /** Waits `ms`; rejects when `signal` aborts (the scheduler's clock). */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A card that is to leave now. */
export interface CardOut {
  readonly key: string;
  readonly person: Address;
  readonly text: string;
  /** What is said into the room where the person cannot be written to; null for a private chat. */
  readonly group: string | null;
  readonly room: Address;
}

/** A provider that does not answer must not keep the update from being stored. */
const limitMs = 8_000;

type Outcome = Pick<GateCard, 'sent' | 'providerRef'> & { readonly refused: boolean };

/**
 * Sends a card: to the person; what was surely not delivered is tried once more at once; in a group, where the
 * person has never written to the bot, the numbers go to the group without a word about anyone.
 */
export async function sendCard(sender: CardSender, card: CardOut): Promise<GateCard> {
  const { key, person, text, group, room } = card;
  const out = (address: Address, said: string): Outbound => ({ key, address, text: said, buttons: [] });
  const first = await attempt(sender, out(person, text), true);
  if (first.refused && group !== null) {
    const { sent, providerRef } = await attempt(sender, out(room, group), true);
    return { key, text: group, sent, providerRef, address: room };
  }
  return { key, text, sent: first.sent, providerRef: first.providerRef, address: person };
}

async function attempt(sender: CardSender, message: Outbound, again: boolean): Promise<Outcome> {
  try {
    const sent = await withLimit(sender, sender.sendNow(message));
    if (sent === 'late') return { sent: 'unknown', providerRef: null, refused: false };
    return { sent: 'sent', providerRef: sent.messageRef, refused: false };
  } catch (error) {
    if (!(error instanceof SendError)) return { sent: 'unknown', providerRef: null, refused: false };
    if (error.code === 'send.unknown') return { sent: 'unknown', providerRef: null, refused: false };
    if (error.code === 'send.moved' && error.options.movedTo !== undefined && again) {
      return attempt(
        sender,
        { ...message, address: { ...message.address, chat: error.options.movedTo } },
        false,
      );
    }
    if (error.code === 'send.unavailable' && again) return attempt(sender, message, false);
    const refused = error.code === 'send.contact-stopped' || error.code === 'send.rejected';
    return { sent: 'failed', providerRef: null, refused };
  }
}

/** Waits for a send, but not for ever. `late`: nobody knows whether it arrived. */
export async function withLimit(
  sender: Pick<CardSender, 'sleep'>,
  sending: Promise<Sent>,
): Promise<Sent | 'late'> {
  const done = new AbortController();
  const late = sender.sleep(limitMs, done.signal).then(
    () => 'late' as const,
    () => 'late' as const,
  );
  try {
    return await Promise.race([sending, late]);
  } finally {
    done.abort();
    sending.catch(() => undefined);
  }
}
