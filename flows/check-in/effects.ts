import type { JsonObject } from '../engine/types.js';

/** Effects of check-ins, weekly checks and screenings. */
export type CheckInEffect =
  /** Keep what was answered; one row a kind and day, later questions of the same day are merged into it. */
  {
    readonly do: 'answer.save';
    readonly personId: string;
    readonly kind: AnswerKind;
    readonly localDay: string;
    readonly data: JsonObject;
  };

export type AnswerKind =
  'check-in' | 'weekly-check' | 'phq-2' | 'gad-2' | 'papers' | 'first-night' | 'job-profile' | 'benefits';
