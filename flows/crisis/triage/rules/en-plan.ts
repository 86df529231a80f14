import type { RuleFamily } from '../types.js';

/** English: what turns a wish to die into a plan when both stand in one message (`domain.md` §5: plan, means, time, goodbye → 3). */
export const EN_PLAN: RuleFamily = {
  name: 'en.plan',
  script: 'latin',
  rules: [
    {
      id: 'en.plan.means',
      level: 3,
      kind: 'self-harm',
      besideWish: true,
      find: [
        '\\b(?:pills?|meds|tablets|rope|noose|gun|knife|blade|razor|charcoal|everything|it)(?: \\w+){0,2} (?:is|are|its|all|already|now)(?: \\w+){0,1} (?:ready|set|prepared|here|loaded|next to me|in my (?:hand|bag|drawer|pocket)|in front of me)\\b',
        '\\b(?:got|have|bought|saved|holding) (?:\\w+ ){0,3}(?:pills|meds|tablets|rope|gun|knife|blade|razor|charcoal)\\b',
      ],
    },
    {
      id: 'en.plan.place',
      level: 3,
      kind: 'self-harm',
      besideWish: true,
      find: [
        '\\b(?:im|am|standing|sitting|here|went|came)(?: \\w+){0,2} (?:on|at|to|by|near) (?:the|a) (?:\\w+ )?(?:roof|rooftop|bridge|ledge|river|tracks|cliff|edge|platform|balcony)\\b',
      ],
    },
    {
      id: 'en.plan.time',
      level: 3,
      kind: 'self-harm',
      besideWish: true,
      find: [
        '\\b(?:tonight|tomorrow|this weekend|when (?:they|everyone)(?: \\w+){0,2} (?:asleep|sleep|leaves?|gone|out))(?: \\w+){0,3} (?:ill|im|i will|going|do it|its|is when|over)\\b',
        '\\b(?:ready|set|going|doing it|do it|happening|ends|leaving)(?: \\w+){0,2} (?:tonight|tomorrow|this weekend|now)\\b',
      ],
    },
    {
      id: 'en.plan.jump',
      level: 3,
      kind: 'self-harm',
      besideWish: true,
      find: ['\\b(?:going to|gonna|will|ill|about to) (?:just |really )?jump\\b'],
    },
    {
      id: 'en.plan.bye',
      level: 3,
      kind: 'self-harm',
      besideWish: true,
      find: [
        '\\b(?:keys?|cards?|passwords?|papers|will|bank card|note)(?: \\w+){0,2} (?:under|on|in|are on|is on|is in) (?:the|my)\\b',
        '\\b(?:last|final) (?:message|time|text|night|day|words|call)\\b',
        '\\b(?:look after|take care of) (?:my|the|each other|mum|mom|dad)\\b',
        '\\b(?:goodbye|farewell|dont look for me|dont wait up|forgive me)\\b',
      ],
    },
    {
      id: 'en.kin.leaving',
      level: 2,
      kind: 'self-harm',
      about: 'other',
      find: [
        '\\b{kin}(?: \\w+){0,3} (?:locked|shut)(?: \\w+){0,2} in (?:\\w+ ){1,3}(?:and|said|says|saying)(?: \\w+){0,6} (?:leav(?:e|ing)|gone|goodbye|done|sorry|over)\\b',
        '\\b{kin}(?: \\w+){0,3} (?:said|texted|sent|posted|wrote)(?: \\w+){0,4} (?:goodbye|sorry for everything|its over)\\b',
      ],
      unless: '{ennews}',
    },
  ],
};
