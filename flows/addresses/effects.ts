/** Effects on the chats of one person. */
export type AddressEffect =
  /** Makes a one-time code for another chat and tells it to this one. */
  | { readonly do: 'link.begin' }
  /** Uses a code up from a chat that belongs to nobody; every chat of its person is asked whether it was them. */
  | { readonly do: 'link.claim'; readonly invitationId: string }
  /**
   * The answer to that. From the person, or, when the chat was claimed by the person's own words, from their worker.
   * Too late, or after another answer, nothing happens.
   */
  | { readonly do: 'link.answer'; readonly invitationId: string; readonly isThem: boolean }
  /** This chat of the person gets what is sent first. */
  | { readonly do: 'contact.prefer'; readonly contactId: string }
  /** Cuts one chat of the person off; never the one that asks. */
  | { readonly do: 'contact.drop'; readonly contactId: string }
  /** Keeps the hash of the person's own words; null: forgets it. */
  | { readonly do: 'phrase.set'; readonly words: string | null }
  /** A stranger has written words that may be somebody's. Whether they are is told to nobody here. */
  | { readonly do: 'phrase.try'; readonly words: string };
