import type { TaskKind } from '../core-effects.js';
import type { JsonObject } from '../engine/types.js';
import type { NoticeFacts } from '../notice/facts.js';
import type { RelayFacts } from '../relay/facts.js';

/** What a person may set about a client; the newest counts, the history is kept. */
export const clientStatuses = [
  'in-contact',
  'possibly-lost',
  'lost',
  'refused',
  'relapsed',
  'entrusted',
  'detained',
  'deceased',
  'completed',
] as const;
export type ClientStatus = (typeof clientStatuses)[number];

/** How a status is known; every report says how an outcome was found. */
export const statusReasons = ['told-by-client', 'told-by-family', 'seen', 'informed', 'no-trace'] as const;
export type StatusReason = (typeof statusReasons)[number];

/** A piece of work as the worker sees it. */
export interface TaskFacts {
  readonly id: string;
  readonly kind: TaskKind;
  /** Reason code; see `reasons.ts`. */
  readonly reason: string;
  readonly params: JsonObject;
  readonly client: { readonly personId: string; readonly alias: string; readonly day: number | null } | null;
  readonly dueAt: Date;
  /** Whether it is the viewer's own, or a leave in whose decision they stand in for a colleague. */
  readonly isMine: boolean;
  readonly closed: { readonly outcome: string | null } | null;
}

/** A colleague's task that lies. */
export interface OverdueFacts extends TaskFacts {
  /** What the colleague is called. */
  readonly assignee: string;
}

/** One client in the list. No answers, no scores. */
export interface CaseloadRow {
  readonly personId: string;
  readonly alias: string;
  readonly day: number | null;
  readonly state: 'active' | 'paused' | 'stopped' | 'completed' | 'none';
  readonly status: ClientStatus;
  readonly nextAt: Date | null;
  /** A task about silence is open. */
  readonly isSilent: boolean;
  readonly lastContact: 'today' | 'days' | 'week' | 'longer' | 'never';
}

/** One page of the viewer's clients: those who are silent first, then the newest. */
export interface CaseloadFacts {
  readonly rows: readonly CaseloadRow[];
  readonly total: number;
}

/** A client's card for staff. */
export interface ClientCardFacts extends CaseloadRow {
  readonly worker: { readonly personId: string; readonly alias: string } | null;
  readonly reportedOn: string | null;
  readonly signedOn: string | null;
  readonly testTemplate: string | null;
  /** Appointments that are past and have no mark yet, oldest first. */
  readonly unmarked: readonly { readonly id: string; readonly startsAt: Date }[];
  /** How many messages of the next seven days no channel will let through unless the client writes first. */
  readonly shutOut: number;
  /** Status changes, newest first, at most five. */
  readonly history: readonly {
    readonly status: ClientStatus;
    readonly reason: StatusReason;
    readonly onDay: string;
    readonly by: string | null;
  }[];
}

/** Look-ups of the workers' side. What is not the viewer's to see is answered with null or nothing. */
export interface StaffFacts extends NoticeFacts, RelayFacts {
  /** The viewer's own tasks due today or overdue, and leave asked of whom they stand in for; oldest first, at most 100. */
  openTasks(): readonly TaskFacts[];
  task(taskId: string): TaskFacts | null;
  /**
   * Tasks of colleagues that have lain for two working days (one, where somebody waits), oldest first. For the
   * supervisors, or the second on call where there are none; nothing for everybody else.
   */
  overdueTasks(): readonly OverdueFacts[];
  /** `from` is a position in the list as a decimal string. */
  caseload(from: string): CaseloadFacts;
  clientCard(personId: string): ClientCardFacts | null;
  /** 08:30 of the next working day of the place, in the station's zone; its local date. */
  nextWorkingMorning(): { readonly at: Date; readonly date: string };
}
