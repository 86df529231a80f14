import type { Effect } from '../../flows/effects.js';
import type { Flow, Me } from '../../flows/engine/types.js';
import type { Locales } from '../../locales/index.js';
import type { Tx } from '../../prisma/client.js';
import type { Programme } from '../../scheduler/programmes/schema.js';
import type { WorkCalendar } from '../../scheduler/calendar/index.js';
import type { ReplyWindow } from '../../scheduler/reply-window.js';
import type { StationFacts } from '../../flows/core-facts.js';

/** What every turn needs of the deployment; made once by the composition root. */
export interface TurnDeps {
  readonly flows: ReadonlyMap<string, Flow>;
  readonly locales: Locales;
  readonly programme: Programme;
  readonly calendar: WorkCalendar;
  /** Randomness, handed in: ids, tokens (≤ 32 ASCII characters), codes that can be read aloud. */
  readonly random: { id(): string; token(): string; code(): string };
  /** A link that opens the bot for this role with an invitation code; null where the channel has none. */
  inviteLink(role: string, code: string): string | null;
  /** Whether somebody in this role belongs to this bot's audience; everybody does unless told. */
  isAtHome?(bot: string, role: string): boolean;
  /** How buttons are shown by this bot. */
  capabilities(bot: string): {
    readonly buttons: boolean;
    readonly maxText: number;
    readonly replyWindow?: ReplyWindow;
    readonly images?: boolean;
  };
  /** Hears which flow a conversation is at after each turn; null: none. The crisis memory listens. */
  atFlow?(contact: TurnContact, flow: string | null, now: Date): void;
  /** Whether the real bot may enrol people; practice always may. */
  readonly pilot?: boolean;
  readonly log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
}

/** A contact as a turn sees it. */
export interface TurnContact {
  readonly id: string;
  readonly bot: string;
  readonly chat: string;
  readonly personId: string | null;
  readonly locale: string;
}

/** The due row that opened a turn, as far as its messages need it. */
export interface TurnOrigin {
  /** The row itself: what its turn clears is the rest of its group. */
  readonly dueId: number;
  /** What the bot begins is as stale as its row. */
  readonly expiresAt: Date | null;
  /** What its messages are about unless they say so themselves: the deed takes back those that have not gone out. */
  readonly about: string | null;
  /** How many messages have been written for the person so far. */
  said: number;
}

/** One turn under way, inside its transaction. */
export interface Turn {
  readonly deps: TurnDeps;
  readonly tx: Tx;
  readonly now: Date;
  readonly me: Me;
  /** Null for the system's own work. */
  readonly contact: TurnContact | null;
  readonly station: StationFacts;
  /** Null for whatever a person began. */
  readonly origin: TurnOrigin | null;
  /** Effects that other effects caused (a notice, a page) and that are still to be applied. */
  readonly more: Effect[];
}
