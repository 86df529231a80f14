/** The planner's contract: plain data in, plain data out. Instants are UTC Dates, dates and times are the person's. */
import type { WorkCalendar } from '../calendar/index.js';
import type {
  CatchUp,
  Category,
  Flow,
  LateRule,
  Programme,
  Recipient,
  StartMode,
  StepArgs,
  TestTemplate,
} from '../programmes/index.js';
import type { ReasonCode } from './reasons.js';

/** Everything that {@link PlanItem}s depend on. */
export interface PlanInput {
  readonly programme: Programme;
  readonly enrolment: PlanEnrolment;
  readonly calendar: WorkCalendar;
  readonly now: Date;
  /** Rows that fired, were dropped at their moment, or are in progress: never planned again, counted under caps. */
  readonly settled: readonly SettledItem[];
  /** Last day of the programme that is planned now; what lies beyond is planned when its time is nearer. */
  readonly until?: number;
}

/** One person's facts, as far as a plan needs them. */
export interface PlanEnrolment {
  readonly id: string;
  /** IANA zone of the person. */
  readonly zone: string;
  /** Check-in hour that the client chose, 'HH:mm'. */
  readonly hour: string;
  /** D0, 'YYYY-MM-DD': release day; without one, the day of reporting in. */
  readonly releaseOn: string;
  readonly enrolledAt: Date;
  readonly reportIn: ReportInFacts;
  /** Only a template that a worker has confirmed; null until then. */
  readonly testTemplate: TestTemplate | null;
  /** Secret of this enrolment: random call-ups follow from it and cannot be foretold without it. */
  readonly seed: string;
  readonly appointments: readonly PlanAppointment[];
  /** ISO weekday of the mutual-aid group, null when unknown. */
  readonly groupWeekday: number | null;
  /** 'HH:mm' of the meeting, null when unknown. */
  readonly groupTime: string | null;
  /** Consents and opt-ins that hold now. */
  readonly scopes: readonly string[];
  readonly healthReminders: readonly HealthReminder[];
  /** Family members who may receive lessons (F1). */
  readonly familyIds: readonly string[];
  /** Family members who may receive appointment times under a neutral name (F2). */
  readonly familyAppointmentIds?: readonly string[];
  readonly paused: readonly Pause[];
  /** Approved leave, local dates, both inclusive. */
  readonly leave: readonly { readonly from: string; readonly to: string }[];
  /** Step ids switched off for this person. */
  readonly mutedSteps: readonly string[];
  /** E, the agreed end: last day of follow-up, or null. */
  readonly endOn: string | null;
  /** Days on which a person opened a 30-day block. */
  readonly blocks?: readonly string[];
  /** A person has stepped the cadence of the tail down. */
  readonly lighter?: boolean;
  /** The client wants to go on into the third year. */
  readonly thirdYear?: boolean;
  /** Steps that came with a newer revision: from when, and what becomes of their days that were past then. */
  readonly added?: readonly AddedStep[];
}

/** A step that a person's programme has had since a move to a newer revision. */
export interface AddedStep {
  readonly step: string;
  readonly at: Date;
  readonly late: LateRule;
}

/** Report-in and agreement; local dates. */
export interface ReportInFacts {
  /** Day the decision was received; null → D0 is taken. */
  readonly decisionReceivedOn: string | null;
  readonly deadlineDays: 15 | 2;
  readonly reportedOn: string | null;
  readonly agreementSignedOn: string | null;
}

/** An appointment as far as reminders need it. */
export interface PlanAppointment {
  readonly id: string;
  readonly at: Date;
  /** A key ('baseline', 'test', 'call-up', 'meeting', …); never shown. */
  readonly kind: string;
  /** Staff only until then; null: open from the start. */
  readonly releaseAt: Date | null;
  readonly state: 'planned' | 'attended' | 'missed' | 'excused' | 'rescheduled';
}

/** A reminder that the client asked for. */
export interface HealthReminder {
  readonly id: string;
  /** Message key or neutral name chosen by the client; passed on as args.nameKey. */
  readonly nameKey: string;
  /** 'HH:mm' */
  readonly time: string;
  readonly every: 'day' | 'week' | 'month';
  /** First date; week and month repeat from it (a 31st falls on the last day of shorter months). */
  readonly startOn: string;
}

/** A pause of everything to the client, or of one category. */
export interface Pause {
  readonly from: Date;
  /** null: until further notice. */
  readonly to: Date | null;
  /** null: everything to the client and the family. */
  readonly category: string | null;
}

/** A row that will not be planned again. */
export interface SettledItem {
  readonly step: string;
  readonly cycle: string;
  /** Local date on which it fired. */
  readonly day: string;
  readonly dueAt: Date;
  /** True when it went out (or is going out) as a proactive message: counts under its recipient's cap. */
  readonly proactive: boolean;
  readonly outcome: string;
}

/** Names an item within an enrolment. */
export interface ItemKey {
  readonly step: string;
  readonly cycle: string;
}

/** One row of the plan. `step` and `cycle` are unique within an enrolment and stable under replanning. */
export interface PlanItem extends ItemKey {
  readonly to: Recipient;
  /** Which family member, when `to` is family. */
  readonly familyId: string | null;
  readonly flow: Flow;
  readonly args: StepArgs;
  readonly category: Category;
  /** 0 is the highest. */
  readonly priority: number;
  /** Day relative to D0. */
  readonly day: number;
  /** Local date of dueAt. */
  readonly localDay: string;
  readonly dueAt: Date;
  /** The moment that the programme means for it, before anything moved it. */
  readonly wantedAt: Date;
  /** After this it is stale and must not go out; null: never stale. */
  readonly expiresAt: Date | null;
  readonly startMode: StartMode;
  readonly catchUp: CatchUp;
  /** A deed clears its group. */
  readonly group: string | null;
  /** Counts under its recipient's cap: true for planned messages to the client and the family, never for tasks. */
  readonly proactive: boolean;
  /** Staff only until then. */
  readonly releaseAt: Date | null;
  readonly state: 'planned' | 'folded' | 'dropped';
  readonly foldedInto: ItemKey | null;
  /** Why it was folded, moved or dropped; null when it simply goes out at its moment. */
  readonly reason: ReasonCode | null;
}
