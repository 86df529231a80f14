import type { Channel, Outbound } from '../../bot/channels/channel.js';
import type { Database } from '../../prisma/client.js';
import type { BudgetRules } from '../budget.js';
import type { Clock } from '../clock.js';
import type { QuietHours } from '../zone/index.js';

/** What goes wrong with sending and an operator should hear of, over another way than the channel itself. */
export interface Trouble {
  readonly code:
    /** The channel refuses everything or cannot be reached. */
    | 'channel.down'
    /** The token is wrong or was revoked. */
    | 'channel.unauthorized'
    /** The account is logged out: somebody has to log it in by hand. */
    | 'channel.logged-out'
    /** It is logged in again. */
    | 'channel.back'
    /** The provider throttles the whole account. */
    | 'channel.throttled'
    /** The same text went to the same contact too often; it is held for a person to look at. */
    | 'outbox.loop'
    /** The oldest due row, message that could go, or update that is not handled, is too old. */
    | 'due.late'
    | 'outbox.late'
    | 'inbox.late'
    /** A due row, or an update, could not be run in three attempts. */
    | 'due.failed'
    | 'inbox.failed'
    /** The scheduler itself has stopped firing. */
    | 'heartbeat.late'
    /** The wall clock was set back. */
    | 'clock.back';
  /** Our name of the bot account, if it is about one. */
  readonly bot: string | null;
  /** Row id, age in seconds and the like; never a text, a name or an address. */
  readonly detail: Readonly<Record<string, string | number>>;
}

/** What sending needs. */
export interface DispatcherDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Channels that are up, by bot. */
  readonly channels: ReadonlyMap<string, Channel>;
  readonly owner: string;
  readonly random: () => number;
  readonly log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
  /** The mark on a message that may be a repeat, in the reader's language: "(sent again, in case …)". */
  readonly repeatMark: (locale: string) => string;
  /** The address is gone: stop the contact. Runs outside of the send. */
  readonly contactStopped: (contactId: string) => Promise<void>;
  /** When nothing proactive goes out, by the person's own clock; nothing is held back unless told. */
  readonly quietHours?: QuietHours;
  /** What the provider allows each bot; nothing is limited unless told. See `budget.ts`. */
  readonly budget?: (bot: string) => BudgetRules;
  /** Messages in flight on one channel at once; default 400. After a crash at most so many are in doubt. */
  readonly window?: number;
  /** Draws the picture that a row names, or gives its words where it cannot be drawn. Never rejects. */
  readonly picture?: (name: string) => Promise<Pick<Outbound, 'image'> & { readonly text?: string }>;
  readonly onTrouble?: (trouble: Trouble) => void;
  /** Several processes send from this database (PostgreSQL): claims of others are left to their leases. */
  readonly shared?: boolean;
  /**
   * Whether the dispatcher wakes itself when a budget or a not-before comes free. Default: on real time only; with a
   * virtual clock whoever moves it calls `run()`.
   */
  readonly wakesItself?: boolean;
}
