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
  | { readonly do: 'notice.done'; readonly noticeId: string };
