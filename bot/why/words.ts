import type { Locales } from '../../locales/index.js';
import type { Why, WhyMessage, WhyStep } from './why.js';

/** Kinds of decisions; what follows the dot is their reason. */
export const decisionKinds = [
  'fired',
  'carried',
  'planned',
  'later',
  'dropped',
  'cleared',
  'cancelled',
  'rerouted',
  'undeliverable',
  'crisis',
] as const;

function keyOf(kind: string, code: string): string {
  // A grant's expiry names its scope behind the word: 'expiry-F1'.
  const name = kind === 'step' && code.startsWith('expiry-') ? 'expiry' : code;
  return `plan:${kind}.${name.replaceAll(/[ .]/gu, '-')}`;
}

function partsOf(code: string): { readonly kind: string; readonly reason: string } {
  const kind = decisionKinds.find((one) => code.startsWith(`${one}.`));
  return kind === undefined ? { kind: code, reason: '' } : { kind, reason: code.slice(kind.length + 1) };
}

/** The words of a plan, from `plan.yaml`; a code that has none is shown as it is. */
export class PlanWords {
  constructor(
    private readonly locales: Locales,
    private readonly locale: string,
  ) {}

  /** A text of `plan:why`. */
  say(name: string, params: Readonly<Record<string, string | number>> = {}): string {
    return this.locales.render({ key: `plan:why.${name}`, params }, this.locale, 'UTC');
  }

  /** A code of one kind: step, reason, state, decision, message. */
  named(kind: string, code: string): string {
    const key = keyOf(kind, code);
    return this.locales.has(key, this.locale) ? this.locales.render({ key }, this.locale, 'UTC') : code;
  }

  /** What a step is called, and of which release it is where there has been more than one. */
  stepName(step: string, episode: number | null): string {
    const name = this.named('step', step);
    return episode === null ? name : `${name} · ${this.say('episode', { n: episode })}`;
  }

  /** The report, ready to print. */
  lines({ alias, zone, steps, messages }: Why, day: string | null): string[] {
    const head = this.say('head', { alias, zone, day: day ?? this.say('all-days') });
    if (steps.length + messages.length === 0) return [head, this.say('nothing')];
    const sent =
      messages.length === 0 ? [] : ['', this.say('messages'), ...messages.map((one) => this.message(one))];
    return [head, '', ...steps.flatMap((step) => this.step(step)), ...sent];
  }

  private step({ local, step, cycle, episode, state, reason, host, decisions }: WhyStep): string[] {
    const stands = state === null ? '' : `  ${this.named('state', state)}`;
    const because = reason === null ? '' : ` · ${this.named('reason', reason)}`;
    const riding = host === null || state === 'done' ? '' : ` ← ${host}`;
    const lines = decisions.map((one) => `      ${one.local}  ${this.decision(one.code)}`);
    const name = `${this.stepName(step, episode)} (${step} ${cycle})`;
    return [`${local}  ${name}${stands}${because}${riding}`, ...lines];
  }

  /** A decision's code as kind and reason; a decision of its own kind (`no-slot`) has a text of its own. */
  decision(code: string): string {
    const { kind, reason } = partsOf(code);
    return reason === ''
      ? this.named('decision', kind)
      : `${this.named('decision', kind)} · ${this.named('reason', reason)}`;
  }

  /** Whether a code of this kind (or the whole `code` of a decision) has words. */
  has(kind: string, code: string): boolean {
    if (kind !== 'code') return this.locales.has(keyOf(kind, code), this.locale);
    const parts = partsOf(code);
    return this.has('decision', parts.kind) && (parts.reason === '' || this.has('reason', parts.reason));
  }

  private message({ local, kind, lane, state, error }: WhyMessage): string {
    const because = error === null ? '' : ` · ${this.named('reason', error)}`;
    return `${local}  ${kind} [${lane}]  ${this.named('message', state)}${because}`;
  }
}
