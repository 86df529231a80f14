import type { SecondRelease } from './release.js';

/** Effects of a second release. */
export type AgainEffect =
  /**
   * A worker begins the follow-up of a second release: at once, or – where the earlier one has ended – by asking the
   * client first. Tells the worker which of the two. Nothing happens when `after` is no longer the current episode.
   */
  | {
      readonly do: 'again.open';
      readonly personId: string;
      readonly after: number;
      readonly change: SecondRelease;
    }
  /** The client of this turn says yes: consent to the bot is given anew, and the follow-up begins. */
  | { readonly do: 'again.accept'; readonly offerId: string };
