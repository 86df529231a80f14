/** Effects of joining, enrolling and of the own hand on the tap. */
export type OnboardingEffect =
  /** The language of an address that belongs to nobody yet. */
  | { readonly do: 'contact.language'; readonly locale: string }
  /**
   * Uses an invitation up and binds this address to the person that it names. Of clients and family the older
   * addresses are cut off (a lost phone); staff keep theirs.
   */
  | { readonly do: 'contact.bind'; readonly invitationId: string; readonly personId: string }
  /** Cuts addresses off from the person: this one, or all but this one. Nothing more goes to them. */
  | { readonly do: 'contact.unbind'; readonly which: 'this' | 'others' }
  /**
   * Uses an invitation up and makes person, enrolment and the given consents, then plans and shows the plan. What the
   * worker knew is taken from the invitation itself. Nothing happens when somebody else was faster.
   */
  | {
      readonly do: 'enrol';
      readonly invitationId: string;
      readonly personId: string;
      readonly alias: string;
      /** Wall-clock hour of the check-in, `20:00`. */
      readonly hour: string;
      readonly crisisChoice: 'tell' | 'ask';
      /** Only what was given. */
      readonly scopes: readonly string[];
    }
  /** Gives one optional consent of the client of this turn; the record says which text was shown. */
  | { readonly do: 'consent.give'; readonly scope: string }
  /** Takes back one consent of the client of this turn. */
  | { readonly do: 'consent.revoke'; readonly consentId: string }
  /** What has not gone out to the person of this turn stays here (crisis messages excepted). */
  | { readonly do: 'messages.stop'; readonly reason: string }
  /** The open question of this address is dropped; a crisis conversation stays. */
  | { readonly do: 'talk.drop' }
  /** A new code for a client who is there already; it is told to the worker of this turn. */
  | { readonly do: 'invitation.renew'; readonly personId: string };
