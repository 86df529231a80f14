import { z } from 'zod';
import { budgetRules, type BudgetRules } from './budget.js';
import { readDefinition } from './programmes/definition.js';

const limit = z
  .strictObject({ sends: z.number().int().min(1), seconds: z.number().positive() })
  .transform(({ sends, seconds }) => ({ sends, ms: seconds * 1_000 }));

const rules = z.strictObject({
  perBot: limit.optional(),
  perDay: limit.optional(),
  perChat: limit.optional(),
  perGroup: limit.optional(),
  /** Part of the account that broadcasts may take; above 0.8 people would wait for them. */
  bulkShare: z.number().gt(0).max(0.8).optional(),
});

const file = z.strictObject({ telegram: rules.optional(), wechat: rules.optional() });

/** What each kind of channel may send. */
export type Budgets = Readonly<Record<string, BudgetRules>>;

/**
 * The published limits, with those of a YAML file in place of some of them. Throws DefinitionError, naming each wrong
 * place. A limit that the file leaves out stays as published.
 *
 * @example a file: `telegram: { perBot: { sends: 25, seconds: 1 }, bulkShare: 0.5 }`
 */
export function loadBudgets(path: string | null): Budgets {
  if (path === null) return budgetRules;
  const own: z.output<typeof file> = readDefinition(path, file as z.ZodType<z.output<typeof file>>);
  const merged = Object.entries(budgetRules).map(([kind, published]) => {
    const changes = Object.entries(own[kind as keyof typeof own] ?? {}).filter(
      ([, value]) => value !== undefined,
    );
    return [kind, { ...published, ...Object.fromEntries(changes) }];
  });
  return Object.fromEntries(merged) as Budgets;
}
