import type { Agenda } from './agenda.js';
import type { Member } from './cast.js';
import type { Chance } from './chance.js';
import { cries } from './days.js';
import { dayMs, minuteMs } from './options.js';
import type { Provider } from './provider.js';
import type { Trouble } from './weather.js';

/** How often a month the clock of the bot is set back. */
const perMonth = 5;

/** What steps of the clock need. */
export interface StepPlan {
  readonly agenda: Agenda;
  readonly provider: Provider;
  readonly clients: readonly Member[];
  /** While the provider is gone messages wait: some steps fall into that. */
  readonly troubles: readonly Trouble[];
  /** Sets the clock of the bot back. */
  stepBack(byMs: number): Promise<void>;
}

/**
 * Puts steps back of the clock on the agenda, a minute to two hours each: at any moment, in the midst of a crisis, or
 * while messages wait. Somebody may write in the very moment, before the bot has noticed.
 */
export function planSteps(plan: StepPlan, chance: Chance, fromMs: number, days: number): void {
  const { agenda, provider, clients, troubles, stepBack } = plan;
  const outages = troubles.filter(({ kind }) => kind === 'down');
  for (let day = 0; day < days; day += 1) {
    if (!chance.hits(perMonth / 30)) continue;
    const kind = chance.pick(['any', 'crisis', 'waiting'] as const);
    const outage = kind === 'waiting' && outages.length > 0 ? chance.pick(outages) : null;
    const at =
      outage === null
        ? fromMs + day * dayMs + chance.int(0, 24 * 60 - 1) * minuteMs
        : wholeBetween(outage, chance);
    const byMs = chance.pick([1, chance.int(2, 9), chance.int(10, 60), chance.int(61, 120)]) * minuteMs;
    const say = (client: Member, atMs: number, words: string) =>
      agenda.at(atMs, () => provider.deed(provider.phone(client.chat), 'text', words));
    if (kind === 'crisis') {
      const client = chance.pick(clients);
      say(
        client,
        at - chance.int(1, 45) * minuteMs,
        chance.pick(cries[3][client.locale === 'en' ? 'en' : 'zh-CN']),
      );
    }
    if (kind === 'waiting') say(chance.pick(clients), at - minuteMs, '菜单');
    agenda.at(at, () => stepBack(byMs));
    if (chance.hits(0.3)) say(chance.pick(clients), at, '菜单');
  }
}

function wholeBetween({ fromMs, toMs }: Trouble, chance: Chance): number {
  return fromMs + chance.int(2, Math.max(2, Math.floor((toMs - fromMs) / minuteMs) - 1)) * minuteMs;
}
