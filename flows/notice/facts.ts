import type { NoticeKind } from './kinds.js';

/** Why a client does not get a notice. */
export const exclusions = [
  'not-enrolled',
  'stopped',
  'no-address',
  'no-consent',
  'muted',
  'paused',
  'held',
  'cap',
  'night',
] as const;
export type Exclusion = (typeof exclusions)[number];

/** One client of the author, and what the notice does for them. */
export interface NoticeCandidate {
  readonly personId: string;
  readonly alias: string;
  readonly day: number | null;
  readonly verdict:
    | { readonly get: 'now' }
    /** The day's cap is reached: another morning, while the notice is still of use. */
    | { readonly get: 'later'; readonly at: Date }
    | { readonly get: 'not'; readonly reason: Exclusion };
}

/** How far a notice is. */
export interface NoticeProgress {
  readonly total: number;
  readonly sent: number;
  readonly waiting: number;
  readonly failed: number;
  readonly isDone: boolean;
}

/** Look-ups of notices. */
export interface NoticeFacts {
  /** All clients of the author in list order. `until`: ISO instant after which the notice is of no use. */
  noticeAudience(kind: NoticeKind, until: string): readonly NoticeCandidate[];
  /** Whether this author sent the same words to the same audience within 24 h (R2). */
  noticeRepeat(kind: NoticeKind, text: string): boolean;
  /** For a recipient: the notice if it is still meant for them. */
  noticeFor(noticeId: string): {
    readonly text: string;
    readonly kind: NoticeKind;
    readonly authorId: string;
    readonly author: string;
  } | null;
  /** The kinds that the viewer has switched off. */
  mutedNotices(): readonly NoticeKind[];
  /** For the author. */
  noticeProgress(noticeId: string): NoticeProgress | null;
}
