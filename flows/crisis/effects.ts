import type { CrisisKind } from './triage/types.js';

/** Why and how an episode ended; a person's judgement. */
export type AlertOutcome =
  'safe' | 'with-someone' | 'hospital' | 'police' | 'declined' | 'false-alarm' | 'mistake';

/** Effects of the crisis path. */
export type CrisisEffect =
  /** A new episode. `asked`: nobody is told before the person says so. Never a word of what was written. */
  | {
      readonly do: 'alert.open';
      readonly alertId: string;
      readonly contactId: string;
      readonly personId: string | null;
      readonly level: 2 | 3;
      readonly kinds: readonly CrisisKind[];
      readonly rule: string;
      readonly state: 'open' | 'asked';
    }
  /** A new message of the same episode: kinds add up, the level rises and never falls. */
  | {
      readonly do: 'alert.join';
      readonly alertId: string;
      readonly level: 2 | 3;
      readonly kinds: readonly CrisisKind[];
    }
  /** Back to the start: state open, nobody has been told of this round yet. `shared`: the kinds may be shown. */
  | { readonly do: 'alert.call'; readonly alertId: string; readonly shared: boolean }
  /** A page has been written for this person. */
  | {
      readonly do: 'alert.told';
      readonly alertId: string;
      readonly personId: string;
      readonly position: number;
    }
  /** This person has tapped: they have seen it. The first of them has it. */
  | { readonly do: 'alert.seen'; readonly alertId: string; readonly personId: string }
  | { readonly do: 'alert.contacted'; readonly alertId: string }
  /** The person said no, or it was resolved, or it was none. */
  | {
      readonly do: 'alert.close';
      readonly alertId: string;
      readonly state: 'declined' | 'resolved' | 'false-alarm';
      readonly outcome: AlertOutcome;
    }
  /** Nothing but the crisis follow-ups goes to this client before `until`; never shortened. */
  | { readonly do: 'enrolment.hold'; readonly personId: string; readonly until: Date };
