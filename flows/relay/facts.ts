/** Two people who may write to each other through the bot, as they may know each other. */
export interface RelayPair {
  readonly to: RelayName & { readonly personId: string };
  readonly from: RelayName;
  /** `stopped`: the person has stopped the bot; `no-address`: none that is active. */
  readonly reach: 'ok' | 'stopped' | 'no-address';
}

/** How one is called by the other. */
export interface RelayName {
  readonly alias: string;
  readonly role: 'client' | 'family' | 'staff';
  /** Day of the programme of a client. */
  readonly day: number | null;
  /** Whose family a family member is. */
  readonly of: string | null;
}

/** Look-ups of the relay. */
export interface RelayFacts {
  /** Null when the viewer may not write to this person: only staff with clients and families of the same station. */
  relay(personId: string): RelayPair | null;
  /** The worker of the viewer (a client) or of the viewer's relative (family), else whoever is on call; null: nobody. */
  myWorker(): string | null;
}
