import type { Locales } from '../../locales/index.js';
import type { CardSender } from './card-send.js';
import { Lru } from './lru.js';
import type { CrisisMemory } from './memory.js';
import type { GateResult } from './types.js';

/** Pages the on-call order from memory while the alert cannot be written. */
export interface MemoryPager {
  /**
   * For a level 3 whose update could not be stored: writes to the first on call who can be reached, once an update.
   * Resolves with how many addresses took it; never rejects. The alert itself follows when it can be written.
   */
  page(result: GateResult): Promise<number>;
}

/** What paging from memory needs. */
export interface PagerDeps extends Pick<CardSender, 'sendNow'> {
  readonly memory: CrisisMemory;
  readonly locales: Locales;
  now(): Date;
  readonly log: { error(fields: object, message: string): void };
}

/** Pages that are remembered. */
const remembered = 10_000;

/** @see MemoryPager */
export function createMemoryPager(deps: PagerDeps): MemoryPager {
  const paged = new Lru<true>(remembered);
  return {
    async page(result) {
      const key = result.card?.key;
      if (result.level !== 3 || key === undefined || paged.get(key) === true) return 0;
      const known = deps.memory.contact(result.person);
      if (known?.role === 'worker') return 0;
      for (const member of deps.memory.crew(deps.now())) {
        const who = known === null || known.alias === '' ? { key: 'crisis:page.who.stranger' } : known.alias;
        const text = deps.locales.render(
          { key: 'crisis:page.no-database', params: { who } },
          member.locale,
          'UTC',
        );
        const sends = member.addresses.map((address, index) =>
          deps.sendNow({ key: `page:${key}:${member.position}:${index}`, address, text, buttons: [] }),
        );
        const taken = (await Promise.allSettled(sends)).filter((send) => send.status === 'fulfilled').length;
        if (taken === 0) continue;
        paged.set(key, true);
        return taken;
      }
      deps.log.error({}, 'a crisis could not be stored and nobody on call could be reached');
      return 0;
    },
  };
}
