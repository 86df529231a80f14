/** What the practice server needs of the bot. Instants are ISO 8601 in UTC; wall-clock texts say so. */

/** Languages of the page and of the practice people. */
export type Language = 'zh-CN' | 'en';

/** The three screens of the page. */
export type Slot = 'client' | 'family' | 'worker';

/** A text for people in both languages, or one that is the same in both (a name). */
export type Label = string | { readonly 'zh-CN': string; readonly en: string };

/** A phone that may be picked on one of the screens. */
export interface PhoneChat {
  /** The web channel's chat id, e.g. `client-1`. */
  readonly chat: string;
  /** Who holds it, e.g. a practice name. */
  readonly label: Label;
  /** `client`, `family`, `worker`, `supervisor` or `stranger` (nobody the bot knows yet). */
  readonly role: string;
  /** Programme day of its person, where that differs from {@link PracticeState.day}; null when there is none. */
  readonly day?: number | null;
}

/** The phones of one screen; the first is shown first. */
export interface PracticePhone {
  readonly slot: Slot;
  readonly chats: readonly PhoneChat[];
}

/** What comes next by itself on the practice clock. */
export interface NextEvent {
  readonly at: string;
  readonly label?: Label | null;
}

/** All that the page shows around the phones. */
export interface PracticeState {
  /** Practice time. */
  readonly now: string;
  /** The station's IANA zone. */
  readonly zone: string;
  /** Practice time on the station's wall clock, e.g. `2026-12-03 20:00`. */
  readonly localTime: string;
  /** Programme day of the first client phone's person; null when they are not on the programme. */
  readonly day: number | null;
  readonly nextEvent: NextEvent | null;
  /** The bot is still working on something that arrived or fell due. */
  readonly busy: boolean;
  readonly phones: readonly PracticePhone[];
  /** The client answers by itself. */
  readonly auto: boolean;
  /** What the practice people speak. */
  readonly language: Language;
}

/** Where the clock may be moved. */
export type AdvanceTo = 'next' | 'day' | 'day90';

/** How far the clock is. */
export interface AdvanceProgress {
  readonly now: string;
  readonly day: number | null;
}

/** What practice starts over with: a client already on the programme, or a fresh invitation in the worker's phone. */
export type Scene = 'enrolled' | 'invitation';

/** What became of a planned step. */
export type PlanState = 'planned' | 'folded' | 'claimed' | 'done' | 'dropped' | 'cleared' | 'cancelled';

/** One step of a person's plan, with what was decided about it and why. */
export interface PlanRow {
  readonly at: string;
  /** The same on the person's wall clock, e.g. `12-03 20:00`. */
  readonly local: string;
  readonly day: number | null;
  /** The step's id in the programme. */
  readonly step: string;
  readonly state: PlanState;
  readonly reason: Label | null;
  readonly label: Label;
  /** Everything that was decided about it, oldest first, at the person's wall clock. */
  readonly decisions: readonly { readonly local: string; readonly label: Label }[];
}

/** The bot as the practice server sees it. Any rejection becomes an error in the page; nothing is half done. */
export interface PracticeControl {
  state(): Promise<PracticeState>;
  /**
   * Moves the clock and lets everything due happen, in order. Reports now and then; ends early, without an error,
   * soon after `signal` aborts. `front` is the client phone in front: whose day 90 is meant.
   */
  advance(
    to: AdvanceTo,
    progress: (p: AdvanceProgress) => void,
    signal: AbortSignal,
    front: string | null,
  ): Promise<void>;
  setAuto(on: boolean): Promise<void>;
  /** Starts over; the people speak `language`, or what they spoke before. */
  reset(scene: Scene, language: Language | null): Promise<void>;
  /** Another phone for a screen, held by nobody the bot knows yet. */
  newPhone(slot: Slot): Promise<{ readonly chat: string }>;
  /** The plan of the person who holds `chat`, oldest first; empty when they have none. */
  plan(chat: string): Promise<readonly PlanRow[]>;
}
