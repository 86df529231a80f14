import type { NoticeEffect } from '../notice/effects.js';
import type { ClientStatus, StatusReason } from './facts.js';
import type { ClientInvitation } from './invitation.js';

/** Effects of the workers' side. */
export type StaffEffect =
  | NoticeEffect
  /** Not today: the task comes back on the morning's list. */
  | { readonly do: 'task.snooze'; readonly taskId: string; readonly until: Date }
  /** Whoever looks after the others takes a task that lies; whose it was is told. */
  | { readonly do: 'task.take'; readonly taskId: string }
  /** Set by a person (the ladder may set `possibly-lost`); ending statuses stop everything that the bot begins. */
  | {
      readonly do: 'status.set';
      readonly personId: string;
      readonly status: ClientStatus;
      readonly reason: StatusReason;
      readonly onDay: string;
    }
  /** What a worker confirms: closes the tasks and clears the reminders about it, then plans anew. */
  | {
      readonly do: 'enrolment.mark';
      readonly personId: string;
      readonly reportedOn?: string;
      readonly signedOn?: string;
      readonly testTemplate?: string | null;
    }
  /** Makes the code, keeps its hash, and tells the code to whoever asked. */
  | { readonly do: 'invitation.create'; readonly facts: ClientInvitation };
