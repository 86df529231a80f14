import type { CrisisKind } from './triage/types.js';

/** Somebody of the on-call order: 0 on call, 1 second person, 2 supervisor, 3 operator. */
export interface CrewFacts {
  readonly position: number;
  readonly personId: string;
  readonly alias: string;
  /** Has an address that has not blocked us. */
  readonly reachable: boolean;
}

/**
 * How far a page to somebody got. `sending`: written, not yet with the provider · `sent`: the provider has it ·
 * `unknown`: it may or may not have · `failed`: it did not go out · `unreachable`: there was no address.
 */
export type ToldState = 'sending' | 'sent' | 'unknown' | 'failed' | 'unreachable';

/** Somebody who was told of an alert. `seenAt` is set by their own tap and by nothing else. */
export interface ToldFacts {
  readonly personId: string;
  readonly alias: string;
  readonly position: number;
  readonly toldAt: Date;
  readonly state: ToldState;
  readonly seenAt: Date | null;
}

/**
 * `asked`: the person has not said yet whether anyone may be told, nobody is · `declined`: they said no.
 * The others are what staff see.
 */
export type AlertState = (typeof alertStates)[number];

/** All of them: a colleague may look at an alert in any state, and each has its words. */
export const alertStates = [
  'asked',
  'declined',
  'open',
  'acknowledged',
  'contacted',
  'resolved',
  'false-alarm',
] as const;

/** One episode. For staff the kinds are empty where the person has not agreed that they are told. */
export interface AlertFacts {
  readonly id: string;
  readonly level: 1 | 2 | 3;
  readonly kinds: readonly CrisisKind[];
  readonly state: AlertState;
  /** False while only "please call" may be said. */
  readonly shared: boolean;
  readonly position: number;
  readonly openedAt: Date;
  readonly lastAt: Date;
  /** The address that wrote. */
  readonly contactId: string;
  /** Whom it is about, where that is known. */
  readonly personId: string | null;
  readonly who: WhoFacts;
  readonly ackBy: { readonly personId: string; readonly alias: string } | null;
  /** In the order in which they were told. */
  readonly told: readonly ToldFacts[];
}

/** How the one concerned is named to staff: an alias, never more. `manner` is a key under `crisis:page.who`. */
export interface WhoFacts {
  readonly alias: string;
  readonly manner: 'client' | 'family' | 'reported' | 'stranger' | 'near';
}

/** What the crisis path must know of whom it is about. */
export interface SubjectFacts {
  readonly personId: string;
  readonly alias: string;
  readonly role: string;
  readonly worker: { readonly personId: string; readonly alias: string; readonly reachable: boolean } | null;
  /** What they chose at enrolment for level 2; null without an enrolment. */
  readonly choice: 'tell' | 'ask' | null;
  /** Consent `share.signals`: the worker may hear of level 1. */
  readonly sharesSignals: boolean;
  /** Appointments of the next 24 hours, call-ups that are not released yet included: for the worker's eyes. */
  readonly appointments: readonly { readonly id: string; readonly startsAt: Date }[];
}

/** Whom of the family an alert may be told to, and what else there is to reach the client by. */
export interface EmergencyFacts {
  readonly clientId: string;
  /** The client's alias. */
  readonly alias: string;
  /** Violence was told of: nobody of the family is ever written to (`docs/domain.md` §5). */
  readonly withheld: boolean;
  /** Those who have joined and can be reached; whoever wrote to us themselves is left out. */
  readonly members: readonly {
    readonly familyId: string;
    readonly alias: string;
    /** F5 is granted and has not expired. */
    readonly granted: boolean;
    /** Has been written to about this alert. */
    readonly told: boolean;
  }[];
  /** The client has left a number for the worst hour. */
  readonly phone: boolean;
}

/** One episode as the client may ask about it: what was done, when and by whom. There are no words to show. */
export interface OwnAlertFacts {
  readonly openedAt: Date;
  readonly state: AlertState;
  readonly outcome: string | null;
  readonly told: readonly Pick<ToldFacts, 'alias' | 'toldAt' | 'seenAt' | 'state'>[];
  readonly family: readonly {
    readonly alias: string;
    readonly at: Date;
    /** Null: under F5, by itself. Else who decided it, and why. */
    readonly by: string | null;
    readonly reason: string | null;
  }[];
  readonly lowered: readonly { readonly by: string; readonly at: Date; readonly reason: string }[];
}

/** Look-ups of the crisis path. */
export interface CrisisFacts {
  /** The on-call order, lowest position first. */
  crew(): readonly CrewFacts[];
  /** Whether somebody is at the station now, and when the next working day opens. */
  officeHours(): { readonly open: boolean; readonly nextAt: Date };
  /**
   * The newest alert of whoever writes from this address that nobody has closed, or that they declined, if it
   * stirred within 24 hours.
   */
  openAlert(contactId: string): AlertFacts | null;
  /** For staff of the station, the system, and the address that wrote. */
  alert(alertId: string): AlertFacts | null;
  /** For staff and the system; null unless it is level 3 and about a client themselves. */
  emergency(alertId: string): EmergencyFacts | null;
  /** The number that the client left, for staff at level 3; each look is logged. Null: none, or not now. */
  emergencyPhone(alertId: string): string | null;
  /** The viewer is a client under 18. */
  minor(): boolean;
  /** The number that the viewer has left themselves. */
  ownPhone(): string | null;
  /** The viewer's own episodes, newest first, at most five. */
  ownAlerts(): readonly OwnAlertFacts[];
  /** For staff: everything that is not closed, oldest first. */
  openAlerts(): readonly AlertFacts[];
  /** For themselves, their linked family and the system. */
  crisisSubject(personId: string): SubjectFacts | null;
  /** The clients whose family this viewer is. */
  linkedClients(): readonly string[];
  /**
   * Numbers for a variant and level (`2`, `3`) in the viewer's language, one a line, the street's own last. Those for
   * young people lead where it is about one: the viewer, or, for a family member who speaks of their relative, the
   * client. `about`: family speak of their relative unless told, everybody else of themselves.
   */
  hotlines(variant: string, level: string, about?: 'self' | 'other'): string;
}
