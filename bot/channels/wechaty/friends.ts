import type { Puppet } from 'wechaty-puppet';
import type { ChannelHost } from '../channel.js';
import { hello, idOf, returned, type Frame, type Reading } from './inbound.js';

/** Wechaty's numbers of friendship events. */
const CONFIRMED = 1;
const RECEIVED = 2;

const HOUR_MS = 3_600_000;
/** So many requests of one person, and of everybody, are looked at in an hour; the others stay unanswered. */
const MOST_OF_ONE = 3;
const MOST_OF_ALL = 30;

/**
 * Friend requests. One is accepted only when the host admits what it says (a valid invitation code, or words of
 * somebody in danger); then those words arrive as if they had been written. All others get no sign whatever: whoever
 * tries accounts at random learns nothing about this one.
 */
export class Friends {
  private looks: { readonly sender: string; readonly at: number }[] = [];

  constructor(private readonly host: ChannelHost) {}

  /** Looks at one event. Rejects when the puppet does: it may be tried again. */
  async read(puppet: Puppet, requestId: string, frame: Frame): Promise<Reading> {
    const payload: unknown = await puppet.friendshipPayload(requestId);
    const fields = (payload ?? {}) as Record<string, unknown>;
    const sender = idOf(fields['contactId']);
    if (sender === null || idOf(requestId) === null) return 'malformed';
    if (fields['type'] === CONFIRMED) return returned(sender, requestId, frame);
    if (fields['type'] !== RECEIVED || typeof fields['hello'] !== 'string') return 'ignored';
    if (!this.mayLook(sender)) return 'ignored';
    const text = fields['hello'].slice(0, 500);
    const admitted = (await this.host.admits?.({ bot: frame.bot, sender, text })) ?? null;
    if (admitted === null) return 'ignored';
    await puppet.friendshipAccept(requestId);
    return hello(sender, requestId, admitted, frame);
  }

  /** Guessing codes by friend requests must not be faster than by chat. */
  private mayLook(sender: string): boolean {
    const now = this.host.now().getTime();
    this.looks = this.looks.filter(({ at }) => at > now - HOUR_MS);
    const own = this.looks.filter((look) => look.sender === sender).length;
    if (own >= MOST_OF_ONE || this.looks.length >= MOST_OF_ALL) return false;
    this.looks.push({ sender, at: now });
    return true;
  }
}
