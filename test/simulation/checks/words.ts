import { PlanWords } from '../../../bot/why/words.js';
import { texts } from '../house.js';
import type { Evidence, Problem } from './evidence.js';

const readers = ['zh-CN', 'en'].map((locale) => new PlanWords(texts(), locale));

/** Every step, state, reason and decision of the run has words in both languages: nobody is shown a bare code. */
export function checkWords({ dues, decisions, outbox }: Evidence): Problem[] {
  const used = new Set<string>();
  for (const { step, state, reason } of dues) {
    used.add(`step ${step}`).add(`state ${state}`);
    if (reason !== null) used.add(`reason ${reason}`);
  }
  for (const rows of decisions.values())
    // What had no address is named by its kind of message, not by a step.
    for (const { step, code } of rows)
      used.add(`code ${code}`).add(code === 'no-address' ? `code ${code}` : `step ${step}`);
  for (const { state, error } of outbox.values()) {
    used.add(`message ${state}`);
    if (error !== null) used.add(`reason ${error}`);
  }
  return [...used].flatMap((one) => {
    const [kind = '', code = ''] = one.split(' ');
    return readers.every((words) => words.has(kind, code))
      ? []
      : [{ check: 'words', chat: null, detail: `no words for the ${kind} ${code}` }];
  });
}
