import type { Mail } from '../channels/web/mailbox.js';
import type { AdvanceTo, PracticeState } from './control.js';

/** How the clock is moving, while it is. `startDay` is where it set off from. */
export interface Journey {
  readonly to: AdvanceTo;
  readonly startDay: number | null;
  readonly day: number | null;
  readonly now: string;
}

/** What the page hears of the surroundings: the bot's state and the journey of the clock. */
export interface StreamState extends PracticeState {
  readonly journey: Journey | null;
}

/** A line as the page gets it: its instant is ISO 8601 text. */
export type WireMail = Omit<Mail, 'at'> & { readonly at: string };

/** The server-sent events, by name. `start` replaces all that the page knows; `mail` adds lines. */
export interface StreamEvents<M = Mail> {
  readonly start: { readonly mails: readonly M[]; readonly state: StreamState };
  readonly mail: readonly M[];
  readonly state: StreamState;
  /** Something that was asked for earlier did not work. */
  readonly trouble: { readonly code: string };
}
