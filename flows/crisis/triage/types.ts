/** What a message is about. `other-person` comes beside another kind when the one in danger is not the writer. */
export type CrisisKind =
  | 'self-harm'
  | 'overdose'
  | 'violence'
  | 'withdrawal'
  | 'body'
  | 'urge'
  | 'lapse'
  | 'child-at-risk'
  | 'other-person';

/** 0 nothing · 1 low mood, urge · 2 passive death wish, lapse, violence not now · 3 life in danger (`docs/domain.md` §5). */
export type CrisisLevel = 0 | 1 | 2 | 3;

/** A half-open range `[start, end)` of UTF-16 offsets in the text as it was received. */
export interface Span {
  start: number;
  end: number;
}

/** An earlier judgement about the same writer: what it was, when, and whether only the weights or a hint decided it. */
export interface RecentTriage {
  level: number;
  at: Date;
  indirect: boolean;
}

/** What is known beside the text. `now` is needed only to count `recent`; triage has no clock of its own. */
export interface TriageContext {
  role?: 'client' | 'family' | 'worker' | 'stranger';
  recent?: RecentTriage[];
  now?: Date;
}

/** The judgement. `decidedBy` is a rule id, `weights`, `recent:<id>` when earlier messages raised it, or `none`. */
export interface Triage {
  level: CrisisLevel;
  kinds: CrisisKind[];
  about: 'self' | 'other' | 'unknown';
  spans: Span[];
  decidedBy: string;
  /** True when nothing said it outright: such messages add up (`addUpRecent`). */
  indirect: boolean;
}

/** One line of a rule table. Patterns are regular expressions over normalised text, with `{names}` from `words.ts`. */
export interface Rule {
  id: string;
  level: 1 | 2 | 3;
  kind: CrisisKind;
  /** The evidence: phrases, any of which counts; of two at the same place the first. */
  find: string[];
  /** Tested on the same sentence (at level 3 on the same clause): when it matches, the rule is silent. */
  unless?: string;
  /** Whom the words are about, where the words themselves say it; otherwise the subject decides. */
  about?: 'self' | 'other';
  /** The words hint and do not say: such a hit adds up with others within the hour. */
  indirect?: true;
  /** Means nothing alone: two different faint hits in one message are level 1. */
  faint?: true;
  /** Counts also when it is said to a "you" ("you will all be better off"); other hits do not. */
  toYou?: true;
  /** Means nothing alone: counts beside a wish to die in the same message (means, a time, a farewell make it a plan). */
  besideWish?: true;
}

/** Rules of one subject and one script: Latin rules are tried only on sentences with a Latin word, Han with a character. */
export interface RuleFamily {
  name: string;
  script: 'han' | 'latin';
  rules: Rule[];
}
