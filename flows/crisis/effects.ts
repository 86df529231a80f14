import type { CrisisKind } from './triage/types.js';

/** Why and how an episode ended; a person's judgement. `risen`: something graver was told, which has its own alert. */
export type AlertOutcome =
  'safe' | 'with-someone' | 'hospital' | 'police' | 'declined' | 'false-alarm' | 'mistake' | 'risen';

/** Why a person lowered a level. */
export const lowerReasons = ['spoke', 'with-someone', 'misheard'] as const;
/** One of {@link lowerReasons}. */
export type LowerReason = (typeof lowerReasons)[number];

/** Why somebody wrote to a family member without F5. Each says that a life was at stake and nothing else was left. */
export const glassReasons = ['unreachable', 'unconscious', 'nobody-near'] as const;
/** One of {@link glassReasons}. */
export type GlassReason = (typeof glassReasons)[number];

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
  /** A person lowers a level 3 to 2, with a reason. Nothing else ever lowers one. */
  | { readonly do: 'alert.lower'; readonly alertId: string; readonly reason: LowerReason }
  /**
   * A family member was written to. `reason` null: under F5. Else somebody of the staff broke the glass, and this is
   * why; the client hears of it at once and can ask about it for as long as the alert is kept.
   */
  | {
      readonly do: 'alert.family';
      readonly alertId: string;
      readonly familyId: string;
      readonly reason: GlassReason | null;
    }
  /** A person says that a client is under 18, or no longer is. */
  | { readonly do: 'enrolment.minor'; readonly personId: string; readonly minor: boolean }
  /** The viewer's own number for the worst hour: kept, or forgotten (null). */
  | { readonly do: 'phone.keep'; readonly number: string | null }
  /** The person said no, or it was resolved, or it was none. */
  | {
      readonly do: 'alert.close';
      readonly alertId: string;
      readonly state: 'declined' | 'resolved' | 'false-alarm';
      readonly outcome: AlertOutcome;
    }
  /** Nothing but the crisis follow-ups goes to this client before `until`; never shortened. */
  | { readonly do: 'enrolment.hold'; readonly personId: string; readonly until: Date };
