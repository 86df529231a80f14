import type { JsonObject } from '../engine/types.js';

/** Effects of appointments. Each leaves planning to an explicit `replan`. */
export type AppointmentEffect =
  /**
   * Write a new appointment. With `replaces` it settles what was open because of the old one: its tasks, its request,
   * and the old one itself (`rescheduled`) if it was still planned. Tells F2 family.
   */
  | {
      readonly do: 'appointment.book';
      readonly appointmentId: string;
      readonly personId: string;
      readonly kind: AppointmentKind;
      readonly origin: 'agreed' | 'random' | 'self';
      readonly site: string;
      readonly startsAt: Date;
      /** Call-ups: the moment they are told. */
      readonly releaseAt: Date | null;
      readonly replaces?: string;
    }
  /** The old one becomes `rescheduled`, a new one of the same kind is planned. Tells F2 family. */
  | {
      readonly do: 'appointment.reschedule';
      readonly appointmentId: string;
      readonly newId: string;
      readonly site: string;
      readonly startsAt: Date;
    }
  /** The same appointment at another moment of its day (the early slot of a call-up). */
  | {
      readonly do: 'appointment.move';
      readonly appointmentId: string;
      readonly site: string;
      readonly startsAt: Date;
    }
  /** What the worker saw. Not a legal finding. */
  | { readonly do: 'appointment.mark'; readonly appointmentId: string; readonly state: MarkedState }
  /** What the client asked for; null: settled. */
  | {
      readonly do: 'appointment.request';
      readonly appointmentId: string;
      readonly request: JsonObject | null;
    };

/** What an appointment is for. Never shown to the client or the family. */
export type AppointmentKind = 'visit' | 'test' | 'baseline' | 'call-up' | 'report-in' | 'other';

/** How an appointment went. */
export type MarkedState = 'attended' | 'missed' | 'excused';
