import type { SendError } from '../channel.js';

/** What goes wrong with a send, told before it happens; nothing here is left to chance. */
export type MemoryFault =
  /** It is not delivered and nobody can tell. */
  | { readonly do: 'lose' }
  /** It is delivered and nobody can tell. */
  | { readonly do: 'doubt' }
  /** It is delivered when `until` resolves. */
  | { readonly do: 'delay'; readonly until: Promise<void> }
  /** It is delivered twice. */
  | { readonly do: 'double' }
  /** It ends in this error and is not delivered. */
  | { readonly do: 'fail'; readonly error: SendError };

/** Which sends it hits: the next `times` (default 1) to `chat` (default: any). */
export type MemoryFaultRule = MemoryFault & { readonly chat?: string; readonly times?: number };

/** Faults in the order in which they were scripted. */
export class MemoryFaults {
  private rules: { readonly rule: MemoryFaultRule; left: number }[] = [];

  add(rule: MemoryFaultRule): void {
    this.rules.push({ rule, left: rule.times ?? 1 });
  }

  /** The fault for a send to `chat`, used up; null when it goes well. */
  take(chat: string): MemoryFault | null {
    const found = this.rules.find(({ rule }) => rule.chat === undefined || rule.chat === chat);
    if (found === undefined) return null;
    found.left -= 1;
    if (found.left <= 0) this.rules = this.rules.filter((entry) => entry !== found);
    return found.rule;
  }
}
