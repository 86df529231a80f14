/** Somebody who can be on call. */
export interface RotaPerson {
  readonly personId: string;
  readonly alias: string;
  /** Has an address that has not blocked us; nobody else can be woken. */
  readonly reachable: boolean;
}

/** Who stands at a place and why: `cover` (somebody stands in), `week` (the plan) or `setup` (the order of set-up). */
export interface RotaSeat extends RotaPerson {
  readonly from: 'cover' | 'week' | 'setup';
}

/** One duty day: from its hand-over hour to the next day's. */
export interface RotaDuty {
  /** Local day on which it begins. */
  readonly day: string;
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly first: RotaSeat | null;
  readonly second: RotaSeat | null;
}

/** The rota as staff see it. */
export interface RotaFactsNow {
  /** Wall-clock hour at which one hands over to the next, `09:00`. */
  readonly handOver: string;
  /** Who is woken at this moment, and until when that holds. */
  readonly now: { readonly first: RotaSeat | null; readonly second: RotaSeat | null; readonly until: Date };
  /** Today's duty and the six after it. */
  readonly coming: readonly RotaDuty[];
  /** Days of the week that the plan names nobody for; empty while there is no plan. */
  readonly unplanned: readonly number[];
  /** Workers and supervisors, by alias. */
  readonly staff: readonly RotaPerson[];
  /** Who hears of gaps: supervisor and operator of set-up. */
  readonly heads: readonly string[];
}

/** Somebody was asked to stand in. */
export interface RotaAsk {
  readonly id: string;
  readonly position: 0 | 1;
  readonly personId: string;
  readonly alias: string;
  readonly by: { readonly personId: string; readonly alias: string };
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly state: 'asked' | 'agreed' | 'declined' | 'unanswered';
}

/** Look-ups of the rota. */
export interface RotaFacts {
  /** For staff and the system; null for everybody else. */
  rotaAsk(id: string): RotaAsk | null;
  /** For staff and the system; null for everybody else. */
  rota(): RotaFactsNow | null;
  /**
   * From when to when somebody stands in. `from`: `now`, a local day (its whole duty), or a time `HH:mm` (the next one,
   * to the hand-over after it).
   */
  dutySpan(from: string): { readonly startsAt: Date; readonly endsAt: Date };
}
