import type { Button } from '../../bot/channels/channel.js';

/** Something that a phone showed, or that its owner did. */
export type PhoneLine =
  | {
      readonly by: 'bot';
      /** By the clock of the bot, which may step back. */
      readonly atMs: number;
      /** By the clock that nobody sets. */
      readonly elapsedMs: number;
      readonly key: string;
      readonly text: string;
      readonly buttons: readonly (readonly Button[])[];
      /** Number of the provider call that brought it; the provider itself shows one call twice now and then. */
      readonly call: number;
    }
  | {
      readonly by: 'person';
      /** By the clock of the bot. */
      readonly atMs: number;
      readonly kind: string;
      readonly text: string;
      readonly updateId: string;
      /** When the bot got it for the first time, by the clock that nobody sets; null while the provider still holds it. */
      takenMs: number | null;
    };

/** What the bot showed. */
export type Shown = Extract<PhoneLine, { by: 'bot' }>;
/** What the person did. */
export type Done = Extract<PhoneLine, { by: 'person' }>;

/** One chat of the simulated provider, as its owner sees it: the independent record that the checks read. */
export class Phone {
  readonly lines: PhoneLine[] = [];
  isBlocked = false;
  /** Called with each message that is shown. */
  onMessage: (shown: Shown) => void = () => {};

  constructor(readonly chat: string) {}

  show(line: Omit<Shown, 'by'>): void {
    const shown: Shown = { by: 'bot', ...line };
    this.lines.push(shown);
    this.onMessage(shown);
  }

  shown(): Shown[] {
    return this.lines.filter((line) => line.by === 'bot');
  }

  done(): Done[] {
    return this.lines.filter((line) => line.by === 'person');
  }
}
