import type { Channel } from '../../../bot/channels/channel.js';
import type { Clock } from '../../../scheduler/clock.js';
import type { Database } from '../../../prisma/client.js';
import type { Actor } from '../script.js';

/** One line of a chat as whoever holds the phone sees it; `buttons` are labels. */
export interface Line {
  readonly actor: Actor;
  readonly by: 'bot' | 'person';
  readonly text: string;
  readonly buttons: readonly string[];
}

/** What somebody sends that the bot cannot read. */
export type Media = 'voice' | 'photo' | 'sticker' | 'document';

/**
 * The phones of everybody in a scenario, on one kind of channel. A deed resolves when it has left the phone; the bot
 * has it after {@link Phones.arrived}.
 */
export interface Phones {
  /** Our own name of the bot account that they write to. */
  readonly bot: string;
  /** False where no link can carry an invitation code: instead of `…-link` people hear `…-code`. */
  readonly hasLinks?: boolean;
  /** The provider's chat id of this person. */
  chatOf(actor: Actor): string;
  /** Somebody the bot may write to although they have not written yet. */
  know(actor: Actor): void;
  /** A channel for a process that begins on `db`. What an earlier process had of it is dead from here on. */
  connect(db: Database): Promise<Channel>;
  say(actor: Actor, text: string): Promise<void>;
  /** Taps the newest button with this label. */
  tap(actor: Actor, label: string): Promise<void>;
  send(actor: Actor, media: Media): Promise<void>;
  block(actor: Actor): Promise<void>;
  /** The provider hands the newest update over once more, under its old id. */
  repeatLast(): Promise<void>;
  /** Resolves when the bot has stored everything that was done; rejects when that takes too long. */
  arrived(): Promise<void>;
  /** Everything said in all chats, oldest first. */
  lines(): readonly Line[];
  /** After the bot was stopped. */
  close(): Promise<void>;
}

/** What phones are made for. */
export interface PhonesOptions {
  readonly clock: Clock;
  /** What everybody's phone is set to: `zh-CN` or `en`. */
  readonly language: string;
}

/** No button with this label is to be seen. */
export function noButton(actor: Actor, label: string, lines: readonly Line[]): Error {
  const seen = lines.flatMap((line) => (line.actor === actor ? line.buttons : []));
  return new Error(`expected a button "${label}" on the phone of ${actor}, saw ${JSON.stringify(seen)}`);
}
