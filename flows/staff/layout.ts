import type { Effect } from '../effects.js';
import { ask, stay } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { Option, Outcome, Prompt, Question } from '../engine/types.js';

/**
 * A list or a card: a message whose buttons act by themselves, today and next week. It asks nothing, so it leaves the
 * conversation as it is and every word a worker types keeps its meaning.
 */
export function show(kind: string, prompt: Prompt, ...before: Effect[]): Outcome {
  return stay(...before, { do: 'say', to: 'me', ...prompt, kind });
}

/** Two choices a row. */
export function inPairs(options: readonly Option[]): Option[][] {
  return options.flatMap((option, index) =>
    index % 2 === 0 ? [[option, ...options.slice(index + 1, index + 2)]] : [],
  );
}

/**
 * Choices that say what they are about. A worker opens one client's card after another; a tap under an older message
 * must never change whoever is open now.
 */
export function about(subject: string, options: readonly Option[]): Option[] {
  return options.map((option) => ({ ...option, value: `${subject} ${option.value}` }));
}

/** The answer to choices made by {@link about}: a tap that is about something else asks again and changes nothing. */
export function onlyAbout(question: string, subject: string, answer: Question['answer']): Question['answer'] {
  return (value, context, data) => {
    const [first = '', ...rest] = value.split(' ');
    if (rest.length === 0) return answer(value, context, data);
    if (first === data[subject]) return answer(rest.join(' '), context, data);
    return ask(question, data, older());
  };
}

function older() {
  return { do: 'say', to: 'me', paragraphs: [text('staff:older')], kind: 'engine' } as const;
}
