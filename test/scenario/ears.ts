import type { Line } from './phones/phones.js';
import { actors, type Actor, type Typed } from './script.js';
import { patternOf } from './texts.js';
import type { World } from './world.js';

/** What each person has been told and has not yet been asked about. */
export class Ears {
  private readonly heardUpTo = new Map<Actor, number>();

  constructor(
    private readonly world: World,
    private readonly language: string,
  ) {}

  typed(value: Typed): string {
    return typeof value === 'string' ? value : value[this.language as 'en'];
  }

  /** A button's label from its key, or the label itself. A key's placeholders are matched against what is shown. */
  label(actor: Actor, key: string): string {
    const pattern = this.pattern(key);
    if (pattern === null) return key;
    const labels = this.said(actor)
      .flatMap((line) => line.buttons)
      .reverse();
    return labels.find((label) => pattern.test(label)) ?? key;
  }

  hears(actor: Actor, keys: string | string[]): void {
    const unheard = this.unheard(actor);
    for (const key of [keys].flat()) {
      if (!unheard.some((line) => this.matches(line, key))) {
        throw new Error(`expected ${actor} to hear ${key}, heard:\n${textsOf(unheard)}`);
      }
    }
  }

  hearsNot(actor: Actor, keys: string | string[]): void {
    for (const key of [keys].flat()) {
      const line = this.unheard(actor).find((one) => this.matches(one, key));
      if (line !== undefined) throw new Error(`expected ${actor} not to hear ${key}, heard:\n${line.text}`);
    }
  }

  hearsNothing(actor: Actor): void {
    const unheard = this.unheard(actor);
    if (unheard.length > 0) throw new Error(`expected ${actor} to hear nothing, heard:\n${textsOf(unheard)}`);
  }

  /** What is heard from now on is what the next step brings. */
  prick(): void {
    for (const actor of actors) this.heardUpTo.set(actor, this.said(actor).length);
  }

  codeShownTo(actor: Actor): string {
    const texts = this.said(actor).map((line) => line.text);
    const code = texts
      .map((text) => /\b[2-9BCDFGHJKMNPQRSTVWXZ]{4}-[2-9BCDFGHJKMNPQRSTVWXZ]{4}\b/u.exec(text)?.[0])
      .findLast((one) => one !== undefined);
    if (code === undefined) throw new Error(`expected ${actor} to have been shown a code, saw none`);
    return code;
  }

  transcript(): string {
    return this.world.phones
      .lines()
      .map(
        (line) =>
          `${line.by === 'bot' ? '→' : '←'} ${line.actor}: ${line.text.replaceAll('\n', ' ⏎ ')}${buttonsOf(line)}`,
      )
      .join('\n');
  }

  private said(actor: Actor): Line[] {
    return this.world.phones.lines().filter((line) => line.actor === actor && line.by === 'bot');
  }

  private unheard(actor: Actor): Line[] {
    return this.said(actor).slice(this.heardUpTo.get(actor) ?? 0);
  }

  private matches(line: Line, key: string): boolean {
    const pattern = this.pattern(key);
    return pattern === null ? line.text.includes(key) : pattern.test(line.text);
  }

  private pattern(key: string): RegExp | null {
    const said = this.world.phones.hasLinks === false ? key.replace(/-link$/u, '-code') : key;
    return patternOf(said, this.language);
  }
}

function textsOf(lines: readonly Line[]): string {
  return lines.map((line) => line.text).join('\n---\n');
}

function buttonsOf(line: Line): string {
  const labels = line.buttons.map((label) => `[${label}]`);
  return labels.length === 0 ? '' : ` ${labels.join(' ')}`;
}
