/** The station: what was asked at set-up. */
export interface StationFacts {
  readonly id: string;
  readonly unit: string;
  readonly region: string;
  readonly zone: string;
  readonly locale: string;
  /** The street's own number. */
  readonly localNumber: string;
  readonly sites: readonly { readonly id: string; readonly name: string; readonly address: string }[];
  readonly hours: readonly { readonly weekday: number; readonly from: string; readonly to: string }[];
  readonly group: { readonly weekday: number; readonly time: string; readonly site: string } | null;
  readonly practice: boolean;
  /** On-call order: on call, second person, supervisor, operator. Empty where nobody is set. */
  readonly onCall: readonly {
    readonly position: number;
    readonly personId: string;
    readonly alias: string;
  }[];
}

/** A client's file, as far as the viewer may see it. */
export interface ClientFacts {
  readonly personId: string;
  readonly alias: string;
  readonly worker: { readonly personId: string; readonly alias: string } | null;
  readonly enrolment: EnrolmentFacts | null;
  readonly consents: readonly ConsentFacts[];
}

export interface EnrolmentFacts {
  readonly id: string;
  readonly state: 'active' | 'stopped' | 'completed';
  readonly zone: string;
  readonly hour: string;
  /** Which release this is the follow-up of, from 1. */
  readonly episode: number;
  readonly releaseOn: string;
  /** Today's day number: 0 on the day of release. */
  readonly day: number;
  readonly decisionOn: string | null;
  readonly deadlineDays: number;
  readonly reportedOn: string | null;
  readonly signedOn: string | null;
  readonly testTemplate: string | null;
  readonly crisisChoice: 'tell' | 'ask';
  readonly preview: 'normal' | 'stub';
  readonly pausedFrom: Date | null;
  readonly pausedTo: Date | null;
  readonly heldUntil: Date | null;
  readonly enrolledAt: Date;
  /** When the client stopped it by their own word; null: they have not, or came back. */
  readonly optedOutAt: Date | null;
}

export interface ConsentFacts {
  readonly id: string;
  readonly scope: string;
  readonly toPersonId: string | null;
  readonly toAlias: string | null;
  readonly givenAt: Date;
  readonly expiresAt: Date | null;
}

/** Appointments that the client may see: none before its release. */
export interface AppointmentFacts {
  readonly id: string;
  readonly kind: string;
  readonly origin: string;
  readonly site: string;
  readonly startsAt: Date;
  readonly state: string;
}

/** Answers of the last 14 days, newest first. */
export interface AnswerFacts {
  readonly kind: string;
  readonly localDay: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/** Look-ups that every capability may use. A person outside the viewer's reach is answered with null or nothing. */
export interface CoreFacts {
  station(): StationFacts;
  /** The client's file; a read by somebody else is logged. */
  client(personId: string): ClientFacts | null;
  /** Planned appointments from now on and those of the last 30 days, oldest first. */
  appointments(personId: string): readonly AppointmentFacts[];
  answers(personId: string): readonly AnswerFacts[];
}
