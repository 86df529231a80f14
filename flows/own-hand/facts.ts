/** Something that comes, in words that are safe on a lent phone. */
export interface ComingFacts {
  /** A label's key under `own-hand:plan.kind`. */
  readonly kind: string;
  readonly at: Date;
  /** The person's local day, `2026-12-01`. */
  readonly day: string;
}

/** Everything that is kept about a client, as numbers; never a call-up that was not told yet. */
export interface KnownFacts {
  readonly addresses: number;
  readonly answers: number;
  readonly appointments: number;
  /** Messages whose words are still kept. */
  readonly messages: number;
  readonly alerts: number;
  readonly tasks: number;
  readonly statuses: number;
  /** Times that leave was asked for. */
  readonly leaves: number;
  readonly family: number;
  /** 1 where a number is left for the worst hour. */
  readonly phone: number;
  /** Lines of their own card. */
  readonly card: number;
  /** Who looked at the file in the last 30 days, and at what; most recent first. */
  readonly readers: readonly {
    readonly alias: string;
    readonly what: string;
    readonly times: number;
    readonly lastAt: Date;
  }[];
}

/** Look-ups of the own hand: each about the viewer only. */
export interface OwnHandFacts {
  /** What comes in the next seven days, soonest first; nothing before its release time. */
  comingUp(): readonly ComingFacts[];
  known(): KnownFacts;
  /** How many addresses are bound to the viewer. */
  addresses(): number;
  /** The flow whose question is open in this conversation; null when none is. */
  asking(): string | null;
}
