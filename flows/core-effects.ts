import type { JsonObject, Option } from './engine/types.js';
import type { Text } from './engine/text.js';

/** Lanes of the outbox, most urgent first. */
export type Lane = 'crisis' | 'reply' | 'reminder' | 'bulk';

/** To whom: the contact of this turn, a person (their preferred address), or one contact. */
export type Recipient = 'me' | { readonly person: string } | { readonly contact: string };

/** A message. It becomes outbox rows in the transaction of the turn, its text frozen in the reader's language. */
export interface SayEffect {
  readonly do: 'say';
  readonly to: Recipient;
  readonly paragraphs: readonly Text[];
  readonly options?: readonly (readonly Option[])[];
  /** The flow and question that plain options answer; set by the engine for prompts. */
  readonly asking?: { readonly flow: string; readonly question: string; readonly asked: string };
  /** What kind of message it is, e.g. `check-in`, `appointment`, `crisis-card`, `relay`. Kept after the text is gone. */
  readonly kind: string;
  readonly lane?: Lane;
  /** Counts against the day's cap: the bot began, not the person. Default false. */
  readonly proactive?: boolean;
  /** `alert:ID`, `appointment:ID`, `notice:ID` …: what it is about. */
  readonly about?: string;
  /** What its reader types next is the answer to this question: it is opened in their conversation. */
  readonly awaits?: { readonly flow: string; readonly question: string; readonly data: JsonObject };
  readonly expiresAt?: Date;
  /** Idempotency: the same key is never written twice. */
  readonly key?: string;
  /** A picture to go with it, by name (`card:PERSON`); drawn when it is sent, kept nowhere. */
  readonly image?: string;
  /** Said in place of `paragraphs` where the channel cannot show pictures. */
  readonly instead?: readonly Text[];
  /** Send to every address of the person, not the preferred one only. */
  readonly everywhere?: boolean;
}

/** Something that will happen later: one due row, unique by scope, step and cycle. */
export interface ScheduleEffect {
  readonly do: 'due.schedule';
  readonly scope: string;
  readonly step: string;
  readonly cycle: string;
  /** Whose conversation it opens; null for the system's own work. */
  readonly personId: string | null;
  /** Opens this contact's conversation instead (a stranger in a crisis has no person). */
  readonly contactId?: string;
  readonly audience: 'client' | 'family' | 'worker' | 'system';
  readonly flow: string;
  readonly args: JsonObject;
  readonly category: string;
  readonly dueAt: Date;
  readonly expiresAt?: Date;
  readonly startMode?: 'interrupt' | 'wait' | 'skip';
  readonly catchUp?: 'send' | 'fold' | 'skip' | 'task';
  readonly group?: string;
  readonly proactive?: boolean;
}

/** The effects that any flow may use. */
export type CoreEffect =
  | SayEffect
  | ScheduleEffect
  /** A deed clears its whole group: reminders, nudges and escalation. */
  | { readonly do: 'due.clear'; readonly group: string; readonly reason: string }
  /** Plan this person's programme anew (after a change of facts). */
  | { readonly do: 'replan'; readonly personId: string }
  | {
      readonly do: 'decide';
      readonly scope: string;
      readonly step: string;
      readonly cycle: string;
      readonly code: string;
      readonly detail?: JsonObject;
    }
  | {
      readonly do: 'person.change';
      readonly personId: string;
      readonly locale?: string;
      readonly alias?: string;
      readonly ended?: boolean;
    }
  /** Change facts of an enrolment; the programme is planned anew. */
  | {
      readonly do: 'enrolment.change';
      readonly personId: string;
      readonly fields: EnrolmentChange;
    }
  | {
      readonly do: 'task.open';
      readonly key: string;
      readonly kind: TaskKind;
      readonly reason: string;
      readonly params?: JsonObject;
      readonly clientId: string | null;
      readonly assigneeId: string;
      readonly dueAt: Date;
    }
  | { readonly do: 'task.close'; readonly taskId: string; readonly outcome: string }
  /** Every read of a client's file is kept; the client may ask who read it. */
  | { readonly do: 'read.log'; readonly personId: string; readonly what: string };

/** What a worker may be asked to do. */
export type TaskKind =
  | 'call'
  | 'visit'
  | 'review'
  | 'soon'
  | 'missed-appointment'
  | 'cant-come'
  | 'move-appointment'
  | 'report-in'
  | 'silence-call'
  | 'silence-visit'
  | 'worried'
  | 'signal'
  | 'crisis-follow-up'
  | 'reach'
  | 'support'
  | 'confirm-template'
  | 'book-test'
  | 'leave';

/** The facts of an enrolment that a conversation may change. Local days as `2026-12-01`, hours as `20:00`. */
export interface EnrolmentChange {
  readonly hour?: string;
  readonly zone?: string;
  readonly releaseOn?: string;
  readonly decisionOn?: string | null;
  readonly deadlineDays?: number;
  readonly reportedOn?: string | null;
  readonly signedOn?: string | null;
  readonly testTemplate?: string | null;
  readonly crisisChoice?: 'tell' | 'ask';
  readonly preview?: 'normal' | 'stub';
  readonly state?: 'active' | 'stopped' | 'completed';
  readonly pausedFrom?: Date | null;
  readonly pausedTo?: Date | null;
  readonly stoppedAt?: Date | null;
  /** Set and cleared by the client's own word only. */
  readonly optedOutAt?: Date | null;
  /** The agreed end, a local day. */
  readonly endOn?: string | null;
  /** A person has stepped the cadence of the tail down. */
  readonly lighter?: boolean;
  /** The client wants to go on into the third year. */
  readonly thirdYear?: boolean;
}
