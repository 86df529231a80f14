import type { LateSteps } from '../onboarding/late.js';

/**
 * Why a worker cannot begin a second release: `own-word`: the client has stopped it themselves, and only they can take
 * that back; `deceased`: they are recorded as deceased.
 */
export type Hindrance = 'own-word' | 'deceased';

/** A client whose follow-up may begin anew. Local days. */
export interface AgainFacts {
  readonly alias: string;
  /** The follow-up that is known now. */
  readonly episode: number;
  readonly releaseOn: string;
  readonly endOn: string | null;
  readonly testTemplate: string | null;
  readonly hindrance: Hindrance | null;
  /** The earlier follow-up has ended, and with it what the client had agreed to: they are asked first. */
  readonly mustAsk: boolean;
}

/** What would happen if it began now. */
export interface AgainPreview {
  /** So much of the earlier plan waits and is taken out. */
  readonly waiting: number;
  /** Appointments before the release day: excused. */
  readonly unkept: number;
  /** Leave that was asked for or runs: it ends. */
  readonly leave: boolean;
  /** A rest of the client's own goes on until then (null: until they come back); undefined: none. */
  readonly restUntil?: Date | null;
  readonly late: LateSteps;
}

/** A second release that a client is asked about. */
export interface OfferFacts {
  readonly id: string;
  /** What the worker who asks is called. */
  readonly worker: string;
  readonly releaseOn: string;
  readonly expiresAt: Date;
}

/** Look-ups of a second release. Null when the client is not the viewer's to see. */
export interface AgainLookUps {
  again(personId: string): AgainFacts | null;
  /** `change` is a `SecondRelease` as JSON. */
  againPreview(personId: string, change: string): AgainPreview | null;
  /** What the viewer was asked and has not answered yet; null: nothing, or it ran out. */
  openOffer(): OfferFacts | null;
}
