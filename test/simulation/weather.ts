import type { Agenda } from './agenda.js';
import type { Chance } from './chance.js';
import { dayMs, minuteMs } from './options.js';
import type { Odds, Provider } from './provider.js';

/** A normal day's odds of a send. */
export const fairOdds: Odds = {
  lose: 0.003,
  doubt: 0.003,
  double: 0.003,
  refuse: 0.01,
  delay: 0.3,
  repeat: 0.02,
};
/** Nothing goes wrong. */
export const calmOdds: Odds = { lose: 0, doubt: 0, double: 0, refuse: 0, delay: 0, repeat: 0 };

/** A stretch in which something was wrong, by the clock that nobody sets. */
export interface Trouble {
  readonly kind: 'down' | 'throttled' | 'off';
  readonly fromMs: number;
  readonly toMs: number;
}

/** What the world does to the bot's machine. */
export interface Machine {
  /** The process dies at its next call. */
  crash(): void;
  /** The power goes until then. */
  powerOff(untilMs: number): Promise<void>;
}

/** Puts the provider's bad hours, 429 storms, crashes and power cuts on the agenda; returns them. */
export function planWeather(
  agenda: Agenda,
  provider: Provider,
  machine: Machine,
  chance: Chance,
  fromMs: number,
  days: number,
): Trouble[] {
  const troubles: Trouble[] = [];
  const some = (perMonth: number, act: (atMs: number) => void) => {
    for (let day = 0; day < days; day += 1) {
      if (chance.hits(perMonth / 30)) act(fromMs + day * dayMs + chance.int(0, 24 * 60 - 1) * minuteMs);
    }
  };
  some(4, (at) => {
    const toMs = at + chance.int(5, 6 * 60) * minuteMs;
    troubles.push({ kind: 'down', fromMs: at, toMs });
    agenda.at(at, () => void (provider.isDown = true));
    agenda.at(toMs, () => void (provider.isDown = false));
  });
  some(3, (at) => {
    const toMs = at + chance.int(10, 60) * minuteMs;
    troubles.push({ kind: 'throttled', fromMs: at, toMs });
    agenda.at(at, () => void (provider.throttled = 0.5));
    agenda.at(toMs, () => void (provider.throttled = 0));
  });
  some(10, (at) => agenda.at(at, () => machine.crash()));
  some(1.5, (at) => {
    // Now and then it takes until somebody comes by: an hour up to three days.
    const minutes = chance.hits(0.5) ? chance.int(60, 3 * 24 * 60) : chance.int(10, 60);
    const toMs = at + minutes * minuteMs;
    troubles.push({ kind: 'off', fromMs: at, toMs });
    agenda.at(at, () => machine.powerOff(toMs));
  });
  return troubles;
}
