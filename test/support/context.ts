import path from 'node:path';
import type { Me, Role, TurnContext } from '../../flows/engine/types.js';
import type { Facts } from '../../flows/facts.js';
import { loadLocales, type Locales } from '../../locales/index.js';
import { packageRoot } from '../../prisma/package-root.js';

let locales: Locales | undefined;

/** The texts, loaded once. */
export function testLocales(): Locales {
  locales ??= loadLocales(path.join(packageRoot(), 'locales'));
  return locales;
}

/** What a flow's context is made of in a test: plain facts, a fixed moment. A look-up that is not given fails by name. */
export function testContext(facts: Partial<Facts>, me: Partial<Me> & { readonly role: Role }): TurnContext {
  let ids = 0;
  return {
    now: new Date('2026-12-01T02:00:00Z'),
    today: '2026-12-01',
    me: { contactId: 'c', personId: 'me', alias: '小林', locale: 'zh-CN', zone: 'Asia/Shanghai', ...me },
    facts: new Proxy(facts as Facts, {
      get: (given, name) =>
        given[name as keyof Facts] ??
        (() => {
          throw new Error(`expected the fact ${String(name)} in this test, got none`);
        }),
    }),
    words: testLocales().words,
    newId: () => `id-${(ids += 1)}`,
    newCode: () => 'BCD2FGH3',
  };
}

/** A station of a street in Shanghai as set-up leaves it, before anybody works there. */
export const testStation = {
  unit: 'unit',
  region: 'cn',
  zone: 'Asia/Shanghai',
  locale: 'zh-CN',
  localNumber: '021-5555',
  sites: [],
  hours: [],
  group: null,
  practice: true,
};
