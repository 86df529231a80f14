import type { NoticeKind } from './kinds.js';

/** Effects of notices. */
export type NoticeEffect =
  /** Writes the ledger, then the messages. A notice whose id is there already is left as it is. */
  | {
      readonly do: 'notice.send';
      readonly noticeId: string;
      readonly kind: NoticeKind;
      readonly text: string;
      readonly until: Date;
    }
  /** Nothing of it that has not gone out goes out. */
  | { readonly do: 'notice.cancel'; readonly noticeId: string }
  | { readonly do: 'notice.done'; readonly noticeId: string }
  /** The client of this turn wants no more of this kind; steps of the plan of this kind pause with it. */
  | { readonly do: 'notice.mute'; readonly kind: NoticeKind }
  /** Every kind that the client of this turn had switched off comes again. */
  | { readonly do: 'notice.unmute' };
