import type { FailureParameters, Params } from './types.js';

/** What goes wrong. `accepted` says whether the call takes effect before it does. */
export type Fault =
  | {
      readonly do: 'status';
      readonly status: number;
      readonly description?: string;
      readonly parameters?: FailureParameters;
    }
  /** A gateway's HTML page in place of JSON. */
  | { readonly do: 'html'; readonly status: number; readonly accepted?: boolean }
  /** No answer until {@link Faults.release}. */
  | { readonly do: 'hold'; readonly accepted?: boolean }
  /** The connection is cut in place of an answer. */
  | { readonly do: 'cut'; readonly accepted?: boolean }
  /** The answer trickles: half of it, then the rest after {@link Faults.release}. */
  | { readonly do: 'slow' }
  /** The call takes effect, the connection ends in order in the midst of the answer. */
  | { readonly do: 'short' }
  /** The call takes effect, the answer is half a JSON text. */
  | { readonly do: 'malformed' };

/** Which calls it hits: by default the next one of any method but getUpdates. */
export type FaultRule = Fault & {
  readonly method?: string;
  readonly chat?: number;
  /** How many calls; default 1. */
  readonly times?: number;
  /** Let this many matching calls pass first; default 0. */
  readonly after?: number;
};

/** Scripted faults, first matching rule first. */
export class Faults {
  private rules: { rule: FaultRule; skip: number; left: number }[] = [];
  private held: (() => void)[] = [];

  constructor(private readonly changed: () => void) {}

  /** True while no rule is set: the hot path asks nothing more. */
  get none(): boolean {
    return this.rules.length === 0;
  }

  /** How many answers are held back now. */
  get holding(): number {
    return this.held.length;
  }

  add(rule: FaultRule): void {
    this.rules.push({ rule, skip: rule.after ?? 0, left: rule.times ?? 1 });
  }

  clear(): void {
    this.rules = [];
    this.release();
  }

  /** Lets all held answers go. */
  release(): void {
    const held = this.held;
    this.held = [];
    for (const answer of held) answer();
  }

  hold(answer: () => void): void {
    this.held.push(answer);
    this.changed();
  }

  /** The fault for this call, if any; uses it up. */
  take(method: string, params: Params): Fault | null {
    const found = this.rules.find(({ rule }) => hits(rule, method, params));
    if (found === undefined) return null;
    if (found.skip > 0) {
      found.skip -= 1;
      return null;
    }
    found.left -= 1;
    if (found.left <= 0) this.rules = this.rules.filter((entry) => entry !== found);
    return found.rule;
  }
}

function hits(rule: FaultRule, method: string, params: Params): boolean {
  if (rule.method === undefined ? method === 'getupdates' : rule.method.toLowerCase() !== method)
    return false;
  return rule.chat === undefined || rule.chat === Number(params.chat_id);
}
