import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Budget, budgetRules, bulkRoom, type BudgetRules } from './budget.js';

/** A provider that counts strictly: refuses a call when its sliding window is full. */
class StrictProvider {
  readonly stamps: number[] = [];
  refused = 0;

  constructor(
    private readonly sends: number,
    private readonly ms: number,
  ) {}

  count(at: number): void {
    const recent = this.stamps.filter((stamp) => stamp > at - this.ms);
    if (recent.length >= this.sends) this.refused += 1;
    else this.stamps.push(at);
  }
}

interface Call {
  readonly arrivesAt: number;
  readonly answeredAt: number;
  readonly done: (at: number) => void;
}

/** Sends as fast as the budget allows for `forMs`, with calls that take as long as `latency` says. */
function saturate(rules: BudgetRules, provider: StrictProvider, latency: () => number, forMs: number): void {
  const budget = new Budget(rules);
  let flying: Call[] = [];
  for (let now = 0; now < forMs; now += 0.5) {
    for (const call of flying.filter(({ answeredAt }) => answeredAt <= now)) call.done(now);
    flying = flying.filter(({ answeredAt }) => answeredAt > now);
    while (budget.room('reply', now) > 0) {
      const ticket = budget.take('reply', `chat-${provider.stamps.length}-${flying.length}`, now);
      const arrivesAt = now + latency() / 2;
      provider.count(arrivesAt);
      flying.push({ arrivesAt, answeredAt: arrivesAt + latency() / 2, done: ticket.done });
    }
  }
}

describe('a budget', () => {
  it('never exceeds a sliding window, however calls are delayed and bunched', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 50, max: 2_000 }),
        fc.array(fc.double({ min: 0.1, max: 300, noNaN: true }), { minLength: 5, maxLength: 50 }),
        (sends, ms, latencies) => {
          const provider = new StrictProvider(sends, ms);
          let turn = 0;
          saturate(
            { perBot: { sends, ms } },
            provider,
            () => latencies[(turn += 1) % latencies.length]!,
            ms * 4,
          );
          expect(provider.refused).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('uses at least 97 % of what is allowed when there is always something to send', () => {
    const provider = new StrictProvider(30, 1_000);
    saturate({ perBot: { sends: 30, ms: 1_000 } }, provider, () => 15, 60_000);
    expect(provider.refused).toBe(0);
    expect(provider.stamps.length).toBeGreaterThanOrEqual(0.97 * 30 * 60);
  });

  it('does not send its whole second in one burst', () => {
    const budget = new Budget(budgetRules['telegram']!);
    expect(budget.room('reply', 0)).toBeLessThanOrEqual(4);
    expect(budget.room('crisis', 0)).toBe(30);
  });

  it('keeps bulk at four fifths', () => {
    const budget = new Budget({ perBot: { sends: 30, ms: 1_000 } });
    let now = 0;
    let sent = 0;
    for (; now < 1_000; now += 1) {
      while (budget.room('bulk', now) > 0) {
        budget.take('bulk', `${sent}`, now).done(now);
        sent += 1;
      }
    }
    expect(sent).toBe(24);
    expect(budget.room('reply', 999)).toBeGreaterThan(0);
  });

  it('lets each chat have its own pace, and groups theirs', () => {
    const budget = new Budget(budgetRules['telegram']!);
    const ticket = budget.take('reply', '42', 0);
    expect(budget.chatIsFree('42', 5_000)).toBe(false);
    expect(budget.chatFreeAt('42', 5_000)).toBeNull();
    ticket.done(5_000);
    expect(budget.chatFreeAt('42', 5_500)).toBe(6_000);
    expect([budget.chatIsFree('42', 5_999), budget.chatIsFree('42', 6_000)]).toEqual([false, true]);
    expect(budget.chatIsFree('43', 5_000)).toBe(true);
    for (let at = 0; at < 20; at += 1)
      budget.take('reply', '-7', 10_000 + at * 1_000).done(10_000 + at * 1_000);
    expect(budget.chatIsFree('-7', 31_000)).toBe(false);
    expect(budget.chatFreeAt('-7', 31_000)).toBe(70_000);
  });

  it('lets a crisis overdraw, and makes the others wait for it', () => {
    const budget = new Budget({ perBot: { sends: 2, ms: 1_000 } });
    for (let index = 0; index < 3; index += 1) budget.take('crisis', `${index}`, 0).done(0);
    expect(budget.room('reply', 999)).toBe(0);
    expect(budget.room('reply', 1_000)).toBeGreaterThan(0);
  });

  it('is no limit where there is none', () => {
    const budget = new Budget({});
    expect([budget.room('bulk', 0), budget.nextAt('bulk', 0), bulkRoom(Infinity)]).toEqual([
      Infinity,
      null,
      Infinity,
    ]);
  });
});
