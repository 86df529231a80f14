/** One appointment, as far as the viewer may see it. */
export interface AppointmentFile {
  readonly id: string;
  readonly personId: string;
  /** The client's alias. */
  readonly alias: string;
  /** visit | test | baseline | call-up | report-in | other; never shown to the client or the family. */
  readonly kind: string;
  /** agreed | random | self */
  readonly origin: string;
  /** Id of one of the station's sites. */
  readonly site: string;
  readonly startsAt: Date;
  /** planned | attended | missed | excused | rescheduled | cancelled */
  readonly state: string;
  readonly worker: { readonly personId: string; readonly alias: string } | null;
}

/** A moment at a site that nobody else has, far enough from the next person that they do not meet. */
export interface Slot {
  readonly site: string;
  readonly startsAt: Date;
}

/** A moment that somebody typed. */
export interface AskedSlot extends Slot {
  /** Inside the site's hours on a working day. */
  readonly isOpen: boolean;
  /** Nobody else is near. */
  readonly isFree: boolean;
}

/** What the client asked for about an appointment, not yet settled. */
export interface AppointmentRequest {
  readonly appointmentId: string;
  readonly startsAt: Date;
  readonly kind: string;
  /** In the client's own words; gone when it is settled. */
  readonly wish: string;
}

/** Look-ups of appointments. A person outside the viewer's reach is answered with null or nothing. */
export interface AppointmentsFacts {
  /**
   * Null when there is none, before its release, or when it is not the viewer's to see. A family member with F2
   * sees the time of it alone: kind `other`, no site.
   */
  appointment(id: string): AppointmentFile | null;
  /** The newest wish of this client for another time, or null. */
  appointmentRequest(personId: string): AppointmentRequest | null;
  /** Up to six free slots from tomorrow on, oldest first; at any site when `site` is empty. */
  freeSlots(personId: string, site: string): readonly Slot[];
  /** The wall-clock moment `day` (YYYY-MM-DD) `time` (HH:mm) of the station at a site. */
  slotAt(personId: string, site: string, day: string, time: string): AskedSlot;
  /** Whether a slot that was offered (`startsAt` in ISO) is still free. */
  slotIsFree(personId: string, site: string, startsAt: string): boolean;
  /** For a call-up: an early and a late slot of that day, the last one beginning before `until` (HH:mm). */
  callUpSlots(personId: string, onDate: string, until: string): readonly Slot[];
}
