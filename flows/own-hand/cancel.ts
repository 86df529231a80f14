import { defineFlow, stay } from '../engine/define.js';
import { text } from '../engine/text.js';
import { everybody } from '../onboarding/parts.js';
import { reply } from './parts.js';

/** "Never mind": the open question is dropped. */
export const cancel = defineFlow({
  id: 'cancel',
  roles: everybody,
  questions: {},
  open: (_args, { facts }) =>
    facts.asking() === null
      ? stay(reply(text('own-hand:cancel.nothing')))
      : stay({ do: 'talk.drop' }, reply(text('own-hand:cancel.done'))),
});
