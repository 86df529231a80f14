import type { RuleFamily } from '../types.js';

/** English: violence by or against the writer, and children at risk (now 3, otherwise 2). */
export const EN_HARM: RuleFamily = {
  name: 'en.harm',
  script: 'latin',
  rules: [
    {
      id: 'en.viol.now',
      level: 3,
      kind: 'violence',
      find: [
        '\\b(?:hed|shed|he would|she would|he will|she will|theyll|hell|shell) (?:kill|murder|stab|shoot) me\\b',
        '\\b(?:hes|shes|dad|mom|he|she)(?: \\w+){0,4} (?:breaking|smashing|throwing) (?:everything|things|stuff|the house|plates)',
        '\\bim hiding\\b',
        '\\b(?:is|hes|shes|theyre|keeps|right now|now|currently)(?: \\w+){0,3} (?:hitting|beating|choking|strangling|attacking|punching|kicking|threatening to (?:kill|hurt|shoot|stab)|hurting|stabbing|chasing|breaking (?:down|in)|banging on|trying to (?:kill|break))(?: \\w+){0,2} ?(?:me|us|her|him|my|down|the|in|mom|mum)\\b',
        '\\b(?:he|she|they|hes|shes|someone|dad|mom|husband|boyfriend|ex|dealer)(?: \\w+){0,4} (?:got|has|with|have|holding|pulled|had|grabbed)(?: \\w+){0,2} (?:knife|gun|weapon|machete|bat)\\b',
        '\\b(?:going|wants?|trying|tried|threat\\w+|said (?:he|she|they) will|coming|says? hell|says? shell|will|hell|shell|theyll)(?: \\w+){0,3} (?:kill|hurt|murder|stab|shoot) (?:me|us|my (?:kids?|family|mom|mum|mother|sister))\\b',
        '\\b(?:im |i )?(?:hiding|locked (?:myself )?in|trapped in)(?: \\w+){0,4} (?:bathroom|closet|bedroom|room|car)\\b.{0,40}\\b(?:he|she|hes|shes|hit|door|knife|scared|safe)',
        '\\bchok(?:ed|ing) me\\b',
        '\\bstrangl(?:ed|ing) me',
        '\\bi dont feel safe (?:right now|tonight|at home)',
      ],
      unless: '{ennews}|game',
    },
    {
      id: 'en.viol.threat',
      level: 3,
      kind: 'violence',
      find: [
        '\\b(?:im|ill|id|i|want|going|ready|might|could)(?: \\w+){0,3} (?:kill|murder|stab|shoot|strangle|shoot up|slaughter) (?:him|her|them|my (?:\\w+ )?(?:step\\w+|dad|father|mom|mum|mother|boss|husband|wife|brother|sister|ex|boyfriend|girlfriend|family|roommate|neighbor|neighbour)|everyone|somebody|someone|people|the school|that (?:man|guy|woman|bastard|bitch))\\b',
        '\\b(?:homicidal|murder suicide)\\b',
        '\\btake (?:them|him|her|everyone|people) (?:all )?(?:down )?with me',
      ],
      unless: '{ennews}|game|(?:id|could|would) kill (?:for|to)',
    },
    {
      id: 'en.viol.told',
      level: 2,
      kind: 'violence',
      find: [
        '\\b(?:he|she|dad|mom|husband|wife|boyfriend|girlfriend|ex)(?: \\w+){0,2} (?:shoved|threw|dragged|pushed|grabbed|kicked|locked|burned|spit on) me\\b',
        '\\b(?:he|she|they|dad|father|mom|mum|mother|husband|wife|boyfriend|girlfriend|partner|brother|ex|bf|gf|stepdad|uncle|{kin})(?: \\w+){0,4} (?:hits?|beats?|beat|abuses?|abused|punch(?:es|ed)?|slap(?:s|ped)?|kick(?:s|ed)?|threatens?|threatened|raped?|assault(?:s|ed)|molested|hurts|attack(?:s|ed)|stalk(?:s|ed|ing)|choked?|pushed) (?:me|us|my (?:mom|mum|mother|sister|brother|kids?))\\b',
        '\\b(?:i was|i got|ive been|been|being|get|getting|i am|im|was) (?:\\w+ )?(?:abused|raped|beaten(?: up)?|hit by|assaulted|molested|bullied|stalked|attacked|threatened)\\b',
        '\\b(?:domestic (?:violence|abuse)|abusive (?:husband|wife|boyfriend|girlfriend|relationship|partner|father|mother|dad|mom|home|household|family|parents))\\b',
        '\\b(?:want|going|urge|thoughts?|wish|afraid ill|scared ill|might|could)(?: \\w+){0,3} (?:hurt(?:ing)?|beat(?:ing)?|punch(?:ing)?|hit(?:ting)?) (?:him|her|them|someone|somebody|people|others|everyone|my (?:\\w+))\\b',
        '\\b(?:i hit|i beat|i punched) (?:him|her|my (?:wife|husband|kid|son|daughter|girlfriend|boyfriend))',
      ],
      unless: '{ennews}|game|beat(?:s)? me (?:to it|at)|hits me (?:that|how|hard)|hurts me (?:to|when|that)',
    },
    {
      id: 'en.child.now',
      level: 3,
      kind: 'child-at-risk',
      find: [
        '\\b(?:baby|toddler|kids?|child|children|son|daughter|little one)(?: \\w+){0,4} (?:swallow(?:ed)?|ate|drank|got into|took|found|unconscious|not breathing|isnt breathing|wont wake)(?: \\w+){0,4}(?: (?:pills?|meds|medication|methadone|drugs|stash|needle|bleach|meth|dope|tablets?)\\b|$)',
        '\\b(?:hes|shes|is|right now|now)(?: \\w+){0,2} (?:hitting|beating|shaking|hurting) (?:the |my |our )?(?:baby|kids?|child|son|daughter|toddler)',
      ],
      unless: '{ennews}',
    },
    {
      id: 'en.child.told',
      level: 2,
      kind: 'child-at-risk',
      find: [
        '\\b(?:kids?|child|children|baby|toddler|son|daughter|year old)(?: \\w+){0,5} (?:alone|by (?:himself|herself|themselves|itself)|neglected|no food|hungry|unsupervised|locked in|being (?:hit|beaten|abused|hurt)|nobody (?:to )?(?:watch|look)|unattended|watched me (?:use|shoot)|saw me (?:use|using|shoot\\w*|high))\\b',
        '\\b(?:hits?|beats?|shook|hurt(?:s|ing)?|abus(?:es|ing|ed)|neglect(?:s|ing|ed)?|hit) (?:the|my|our|his|her) (?:\\w+ )?(?:kids?|child|children|baby|toddler|son|daughter)\\b',
        '\\b(?:scared|afraid|might|worried)(?: \\w+){0,3} (?:hurt|shake|hit) (?:my|the) (?:baby|kids?|child|son|daughter)',
        '\\b(?:using|high|drunk|shoot(?:ing)? up|smok\\w+ (?:meth|crack))(?: \\w+){0,3} (?:in front of|around|near|with) (?:the|my|our|his|her) (?:kids?|child|children|baby|son|daughter)',
        '\\bleft (?:the|my|our|his|her) (?:kids?|child|children|baby|toddler|son|daughter)(?: \\w+){0,3} alone',
      ],
      unless: '{ennews}|home alone 2',
    },
  ],
};
