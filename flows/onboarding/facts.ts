/** An invitation that may still be used. */
export interface InvitationFacts {
  readonly id: string;
  /** `link`: another chat of somebody who is there already. */
  readonly role: 'client' | 'family' | 'worker' | 'supervisor' | 'operator' | 'link';
  /** The person that it binds an address to; null: it makes a new client. */
  readonly personId: string | null;
  /** The pseudonym that the worker suggests; empty where there is none. */
  readonly alias: string;
  /** What the client's worker is called; empty where there is none. */
  readonly worker: string;
  readonly expiresAt: Date;
}

/** Look-ups of joining. */
export interface OnboardingFacts {
  /** Null for a wrong, used or expired code, and after too many wrong ones from this address: all alike. */
  invitation(code: string): InvitationFacts | null;
  /**
   * Where somebody with such a code belongs: `here`, or the link that hands the code to the bot that is there for this
   * role; null where there is such a bot but no link to it.
   */
  door(role: string, code: string): 'here' | { readonly link: string | null };
  /** Whether clients and family may be enrolled: practice, or a pilot that the operator has switched on. */
  mayEnrol(): boolean;
  /** When nothing is sent unasked, by the person's wall clock; `from` inclusive, `to` exclusive, over midnight. */
  quietHours(): { readonly from: string; readonly to: string };
}
