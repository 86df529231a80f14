import type { TwinBot } from '../twins/telegram/bot.js';
import { patternOf } from '../scenario/texts.js';
import type { Person } from '../twins/telegram/person.js';
import type { TelegramTwin } from '../twins/telegram/twin.js';

/** Somebody with Telegram in their hand, in real time; messages and buttons are named by their keys. */
export class User {
  readonly person: Person;
  /** The message with which they spoke or which they tapped last. */
  private spokeAt = 0;

  constructor(
    private readonly twin: TelegramTwin,
    readonly id: number,
    private readonly language = 'en',
    bot: TwinBot = twin.bot,
  ) {
    this.person = bot.person(id, { language });
  }

  say(text: string): void {
    this.spokeAt = this.person.say(text);
  }

  /** Waits until the bot says this here, after what was heard before; answers the text. */
  async hears(key: string): Promise<string> {
    return (await this.person.next(this.pattern(key))).text;
  }

  /** Waits for such a button under a message newer than what they said or tapped last, and taps it. */
  async tap(key: string): Promise<void> {
    const pattern = this.pattern(key);
    const found = await this.twin.waitFor(() => {
      for (const { id, buttons } of this.person.messages().reverse()) {
        const label = id > this.spokeAt ? buttons.flat().find((one) => pattern.test(one)) : undefined;
        if (label !== undefined) return { id, label };
      }
      return null;
    }, `a button ${key} on the phone of ${this.id}`);
    this.spokeAt = found.id;
    this.person.tap(found.label);
  }

  private pattern(key: string): RegExp {
    const pattern = patternOf(key, this.language);
    if (pattern === null) throw new Error(`expected a message key, got ${key}`);
    return pattern;
  }
}
