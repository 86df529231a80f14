import type { RuleFamily } from '../types.js';

const WHO =
  '\\b(?:he|she|hes|shes|(?:my|our) (?:\\w+ )?(?:son|daughter|brother|sister|husband|wife|friend|mom|mum|mother|dad|father|partner|boyfriend|girlfriend|roommate|cousin|uncle|aunt|nephew|niece|kid|boy|girl|client))\\b';

/** English: a relative or worker tells that somebody else takes leave, gives all away or talks of an end. Level 2. */
export const EN_KIN: RuleFamily = {
  name: 'en.kin',
  script: 'latin',
  rules: [
    {
      id: 'en.kin.intent',
      level: 3,
      kind: 'self-harm',
      about: 'other',
      find: [
        `${WHO}(?: \\w+){0,4} (?:wants?|wanted|wanting|going|plans?|planning|will|ll|gonna|intends?|threatens?|threatening|threatened|about|ready|tried|trying|just|tonight|says?|said)(?: \\w+){0,3} (?:kill|killing|hang|hanging|shoot|shooting|drown|drowning) (?:him|her|them)sel(?:f|ves)\\b`,
        `${WHO}(?: \\w+){0,6} (?:end|ending|take|taking) (?:his|her|their) (?:own )?life\\b`,
        `${WHO}(?: \\w+){0,3} (?:going|wants?|gonna|threatening|about)(?: \\w+){0,2} jump(?: off| from| tonight| now|$|[，。])`,
      ],
      unless:
        '{ennews}|\\b(?:movie|film|novel|book|episode|season|character|laughing|trampoline|bungee|parachute)\\b',
    },
    {
      id: 'en.kin.leave',
      level: 2,
      kind: 'self-harm',
      about: 'other',
      find: [
        `${WHO}(?: \\w+){0,3} (?:gave|giving|gives|handing|handed)(?: \\w+){0,5} (?:away|passwords?|savings|possessions)(?:[ ，]\\w+){0,9} (?:need|goodbye|matter|see|sorry|strong|anymore|soon|after)\\b`,
        `${WHO}(?: \\w+){0,3} (?:called|texted|messaged|told)(?: \\w+){0,2} (?:everyone|everybody|all of us|each of us|the whole family)(?: \\w+){0,4} (?:sorry|apologi[sz]e|goodbye|thanks|thank you)\\b`,
        `${WHO}(?: \\w+){0,4} (?:says?|said|saying|talks?|talking|texted|wrote|told me)(?: \\w+){0,6} (?:wont (?:see|be here|be around|matter)|better off|done with life|no tomorrow|the end|not be here|last (?:time|goodbye)|wont need|dont look for|be strong for)\\b`,
        `${WHO}(?: \\w+){0,3} (?:left a note|texted goodbye|said goodbye|apologi[sz]ed to (?:everyone|all))(?:[ ，]\\w+){0,12}`,
      ],
      unless:
        '{ennews}|\\b(?:spain|college|moving|kittens|tickets|toys|fridge|airport|party|exams?|wedding|retire\\w*|upgrade|lol)\\b',
    },
  ],
};
