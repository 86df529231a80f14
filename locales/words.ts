import { z } from 'zod';
import { normalise } from '../flows/engine/readers.js';
import type { Text } from '../flows/engine/text.js';
import type { Words } from '../flows/engine/types.js';
import { languages } from './languages.js';

const file = z.strictObject({
  numbers: z.record(z.string(), z.number().int()),
  lists: z.record(z.string(), z.array(z.string()).min(1)),
});

/** The words of `words.yaml`, normalised once, and the labels of all languages, normalised when first asked for. */
export function createWords(data: unknown, render: (label: Text, locale: string) => string): Words {
  const parsed = file.parse(data);
  const numbers = new Map(Object.entries(parsed.numbers).map(([word, value]) => [normalise(word), value]));
  const lists = new Map(Object.entries(parsed.lists).map(([name, words]) => [name, words.map(normalise)]));
  const labels = new Map<string, readonly string[]>();
  return {
    labels(label) {
      const key = JSON.stringify(label);
      const known = labels.get(key);
      if (known !== undefined) return known;
      const rendered = languages.map((locale) => normalise(render(label, locale)));
      if (labels.size > 5_000) labels.clear();
      labels.set(key, rendered);
      return rendered;
    },
    list(name) {
      const words = lists.get(name);
      if (words === undefined)
        throw new Error(`expected a word list ${name} in locales/words.yaml, got none; add it`);
      return words;
    },
    number(word) {
      const said = normalise(word);
      return /^\d{1,4}$/u.test(said) ? Number(said) : (numbers.get(said) ?? null);
    },
  };
}
