import type { Effect } from '../effects.js';
import type { Facts } from '../facts.js';
import type { Text } from './text.js';

/** Anything that survives `JSON.parse(JSON.stringify(x))`; sessions are made of nothing else. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };
export type JsonObject = { readonly [key: string]: Json | undefined };

/** What a tapped button or a typed choice means. */
export type Action =
  | {
      readonly kind: 'answer';
      readonly flow: string;
      readonly question: string;
      readonly value: string;
      /** When the question was asked (ISO): an older message's buttons answer nothing. Empty: they always do. */
      readonly asked: string;
    }
  | { readonly kind: 'open'; readonly flow: string; readonly args: JsonObject };

/** A choice under a message. With `open` it opens a flow of its own instead of answering the question. */
export interface Option {
  readonly value: string;
  readonly label: Text;
  /** Name of a word list in `locales/words.yaml` that also stands for this choice, e.g. `yes`. */
  readonly words?: string;
  readonly open?: { readonly flow: string; readonly args: JsonObject };
  /** May be tapped again and again (menus, help). All others work once. */
  readonly again?: boolean;
}

/** A message with its rows of choices. Paragraphs are joined by a blank line. */
export interface Prompt {
  readonly paragraphs: readonly Text[];
  readonly options?: readonly (readonly Option[])[];
  /** `crisis`: it goes out at any hour, inside a hold too, and counts against no cap. `reply`: a question that a
   *  person has asked to be passed on, and no message that the bot begins. */
  readonly lane?: 'crisis' | 'reply';
}

/** How a typed answer is read. `choice`: label, word list or position. */
export type Reader =
  | { readonly as: 'choice' }
  | { readonly as: 'number'; readonly min: number; readonly max: number }
  | { readonly as: 'text'; readonly max: number }
  | { readonly as: 'time' }
  | { readonly as: 'day' };

/** Who is in the conversation. `role` is `stranger` until an invitation binds the address to a person. */
export interface Me {
  readonly contactId: string;
  readonly personId: string | null;
  readonly role: Role;
  readonly alias: string;
  readonly locale: string;
  readonly zone: string;
}
export type Role = 'stranger' | 'client' | 'family' | 'worker' | 'supervisor' | 'operator';

/** The words people use, from `locales/`: the engine itself knows none. */
export interface Words {
  /** Every rendering of a label, in all languages, normalised by `normalise`. */
  labels(label: Text): readonly string[];
  /** The words of a named list, normalised. */
  list(name: string): readonly string[];
  /** A number word ("seven", "七") as its number. */
  number(word: string): number | null;
}

/** What a flow may look at. Pure: everything is here, nothing is fetched. */
export interface TurnContext {
  readonly now: Date;
  /** Today where the person is, `2026-12-01`. */
  readonly today: string;
  readonly me: Me;
  /** Look-ups. Those not loaded yet end the turn, are loaded, and the turn runs again: it is pure. */
  readonly facts: Facts;
  readonly words: Words;
  /** A fresh unguessable id (randomness is handed in). */
  readonly newId: () => string;
  /** A fresh invitation code, easy to read aloud. */
  readonly newCode: () => string;
}

/** Where the conversation goes after a turn. */
export type Go =
  | { readonly to: 'ask'; readonly question: string; readonly data: JsonObject }
  | { readonly to: 'open'; readonly flow: string; readonly args: JsonObject }
  | { readonly to: 'end' }
  /** Leave the conversation as it stands (a button that acts by itself). */
  | { readonly to: 'stay' };

/** What a flow answers: effects, and where to go. */
export interface Outcome {
  readonly effects: readonly Effect[];
  readonly go: Go;
}

/** One question of a flow. */
export interface Question {
  readonly reads: Reader;
  ask(context: TurnContext, data: JsonObject): Prompt;
  /** A shorter form for asking once more (not understood, or after an interruption); else `ask` is used. */
  again?(context: TurnContext, data: JsonObject): Prompt;
  answer(value: string, context: TurnContext, data: JsonObject): Outcome;
  /** Buttons of every message that asked this are good, the older ones too (a cry for help asked twice). */
  readonly lasting?: boolean;
  /** Said when the answer could not be read; the question is then asked again. */
  unclear?: Text;
}

/** One capability's conversation. Pure. */
export interface Flow {
  readonly id: string;
  readonly revision: number;
  /** Roles that may open it. */
  readonly roles: readonly Role[];
  /** How long an unanswered question stays open. */
  readonly idleMs: number;
  open(args: JsonObject, context: TurnContext): Outcome;
  /** Gets the words that a question asked after its own cannot read (somebody waits for an answer). */
  readonly listens?: boolean;
  /** Of the fallback: words that the open question cannot read, before it is asked again. Null: let it be asked. */
  unread?(said: string, context: TurnContext): Outcome | null;
  readonly questions: Readonly<Record<string, Question>>;
  /** Brings a frame of an older revision to this one; null: it cannot, start over. */
  migrate?(frame: Frame): Frame | null;
}

/** One conversation that is open. */
export interface Frame {
  readonly flow: string;
  readonly revision: number;
  readonly question: string;
  readonly data: JsonObject;
  /** ISO instant of the last time the question was asked. */
  readonly askedAt: string;
  /** How often in a row the answer was unclear. */
  readonly unclear: number;
}

/** The whole conversation with a contact: a stack, the newest last. Plain JSON. */
export interface Session {
  readonly frames: readonly Frame[];
}

/** What happened, for the engine. */
export type TurnEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly action: Action }
  /** From a due row; `args` come from the plan. */
  | { readonly type: 'due'; readonly flow: string; readonly args: JsonObject }
  | { readonly type: 'media'; readonly media: string };

/** What a turn leaves behind. */
export interface TurnResult {
  readonly session: Session;
  readonly effects: readonly Effect[];
}
