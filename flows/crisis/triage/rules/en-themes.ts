import type { Rule, RuleFamily } from '../types.js';

/** Talk that is surely of daily business: it silences the themes. */
const CALM =
  '{ennews}|\\b(?:ebay|upgrad\\w+|vacation|holiday|semester|exam|homework|meeting|project|landlord|shipping|pizza|gym|workout|recipe|wedding|birthday party|traffic|lol|lmao|haha|season|playoffs|netflix|coworkers?|boss|at work|college)\\b';

const theme = (id: string, find: string[]): Rule => ({
  id: `en.theme.${id}`,
  level: 1,
  kind: 'self-harm',
  indirect: true,
  faint: true,
  toYou: true,
  find: find.map((phrase) => `\\b(?:${phrase})\\b`),
  unless: CALM,
});

const GONE = '(?:gone|not here|not around|dead|out of the way|no longer here|away for good)';
const PEOPLE =
  '(?:everyone|everybody|you all|you guys|you|they|my (?:family|kids|parents|wife|husband|mom|mum|dad|son|daughter|girls|boys|children)|the (?:kids|world|family|house)|people|nobody|no one)';

/** English: themes in which people hint that they mean to go. Each is wide and says nothing alone (see zh-themes.ts). */
export const EN_THEMES: RuleFamily = {
  name: 'en.theme',
  script: 'latin',
  rules: [
    theme('no-need', [
      '(?:i )?(?:wont|dont|will not|do not|will never|no longer|no) (?:be needing|need|have (?:any )?use|be using|be able to use|use)(?: for)?(?: it| them| this| any of it| any)?(?: anymore| again| now)?',
      'cant take (?:it|them|any of it) with me|no use to me|of no use|keep (?:it|them) for good|have it all|all of (?:it|them) for you',
    ]),
    theme('give', [
      '(?:gave|give|giving|given|handing|hand|leave|leaving|left)(?: \\w+){0,4} (?:away|to my|to her|to him|to you|my stuff|everything|all (?:my|his|her|of))',
      'you can (?:have|keep|take)(?: all)? my \\w+',
    ]),
    theme('after-me', [
      `(?:when|once|after|if|until) (?:im|i am|i) ?(?:${GONE}|dont wake up|go|leave|disappear|vanish|die)`,
      `without me|with me gone|once im ${GONE}|less of me|minus me|a world where im not`,
      '(?:by the time|if|when) (?:you|youre|anyone)(?: \\w+){0,2} (?:read|reading|see|seeing|hear|find|finds|get|gets) (?:this|me|it)',
    ]),
    theme('entrust', [
      '(?:please |pls )?(?:look after|take care of|watch over|be good to|be kind to|care for|raise|check (?:in )?on) (?:my|our|the|him|her|them|each other|yourselves?)(?: \\w+){0,3}',
      'tell (?:my|the|him|her|them|everyone)(?: \\w+){0,4} (?:i|their|im|its)(?: \\w+){0,3} (?:tried|love|loved|sorry|fault)',
    ]),
    theme('unfit', [
      '(?:deserves?|needs?|needed) (?:better|more|someone|somebody|a real)(?: \\w+){0,3}(?: than me)?|never (?:was )?good enough|not good enough|(?:dont|never) (?:deserve|deserved) (?:to|it|this|any|saving|love|help)',
      'i (?:was never|wasnt|am not|im not|shouldnt have been|should never have been) (?:meant|built|made|born|put|supposed|cut out)(?: \\w+){0,4}|(?:arent|isnt|not) (?:built|made|meant) (?:to|for) (?:stay|this|last|life|here|it)',
    ]),
    theme('burden', [
      '(?:a |the |such a |nothing but a |just a )?(?:burden|dead weight|deadweight|weight on|waste of|drain on|nuisance|anchor around|problem here|liability)',
      '(?:dragging|dragged|weighing|holding|pulling|bringing)(?: \\w+){0,3} (?:down|back)|in (?:the|everyones|your|their) way|too much for (?:everyone|them|you|anyone)',
    ]),
    theme('better', [
      `${PEOPLE}(?: \\w+){0,3} (?:better off|better|lighter|happier|free|freer|fine|relieved|quieter|heal|richer)`,
      '(?:wont|never|not) have to(?: \\w+){0,2} (?:worry|carry|look after|pay|clean up|put up|deal|cry|think)(?: \\w+){0,4}',
    ]),
    theme('end', [
      '(?:want|wants|wanted|need|wish|ready for|let|please)(?: \\w+){0,5} (?:to )?(?:end|stop|be over|over|go quiet|go dark|be done|finish)',
      '(?:its|it is|this is|thats) (?:over|the end|it for me|finally over|where i (?:stop|get off|leave))|the last page|final chapter|curtain|lights out|game over for me|end of the (?:line|road)|done (?:fighting|trying|pretending|with (?:it all|everything|life|this life))',
      '(?:letting|let|giving|give) (?:it all |everything |myself )?(?:go|up)(?: now)?|no more (?:fighting|pain|hurting|pretending|tomorrows?|me|trying|waking)',
    ]),
    theme('tired', [
      '(?:tired|exhausted|weary|sick|worn out|drained)(?: \\w+){0,2} (?:of )?(?:everything|being|living|life|existing|it all|fighting|pretending|trying|waking|breathing|this world|hurting|feeling)',
      '(?:cant|dont want to|no strength to|not able to|dont know how to|too tired to)(?: \\w+){0,2} (?:keep (?:going|doing|trying|fighting|pretending)|go on|do this|hold on|carry on|face|wake|fight|anymore|continue)',
      '(?:held on|hung on|fought|tried|waited|suffered|endured)(?: \\w+){0,3} (?:long|years|can|could|everything|enough|hard)',
      '(?:run|ran|running) out of (?:reasons?|strength|fight|road|time|hope|ways|excuses|energy)(?: \\w+){0,6}',
    ]),
    theme('no-future', [
      '(?:cant|dont|couldnt|no longer) (?:see|picture|imagine|want)(?: \\w+){0,4} (?:tomorrow|future|next year|way (?:out|forward)|another (?:day|sunrise|morning|year|spring)|old|growing up)',
      '(?:no|there is no|theres no|there isnt a|without a) (?:next (?:week|year|time)|tomorrow|future|after|way out|more me|point in|place for me|going back)',
      '(?:wont|not going to|dont plan to|never going to|not gonna)(?: \\w+){0,2} (?:see|make it to|be here|be around|live to|reach)(?: \\w+){0,4}',
      'and (?:after (?:it|that)|then) nothing|there(?:s| is) nothing (?:left|after|ahead|for me)|nothing (?:left|more|ahead)(?: \\w+){0,3}',
    ]),
    theme('last', [
      '(?:my|the|one|this is (?:my|the)|for the|a) (?:very )?last (?:time|night|day|post|message|letter|goodbye|wish|one|song|sunset|thing)|one more time|one last',
      '(?:a little|bit|extra|much) (?:longer|long|tighter)(?: \\w+){0,3}|they dont know (?:why|its|that)|nobody knows(?: why)?',
    ]),
    theme('bye', [
      'goodbye|farewell|so long|signing off|this is where i|nice knowing you|take care of yourselves|see you on the other side|wont be back|not coming back|dont (?:look|come looking|wait|search) for me|dont (?:be (?:sad|mad|angry)|cry|blame|miss)(?: \\w+){0,3}',
      'thank(?:s| you)(?: \\w+){0,2} for (?:everything|all|being|trying|the (?:good|years|love)|loving|never)',
      '(?:im |i am |so )?sorry(?: \\w+){0,4} (?:mom|mum|dad|everyone|you all|my love|kids|cant|couldnt|wasnt|failed|stay|promise|strong)',
    ]),
    theme('affairs', [
      '(?:paid|squared|settled|cleared|sorted|arranged|made peace|apologi[sz]ed|called|texted|hugged|kissed)(?: \\w+){0,4} (?:everyone|everybody|everything|each|all|whole family|my kids|the kids|back)',
      '(?:passwords?|will|insurance|papers|keys?|savings|money|letters?|note|bank)(?: \\w+){0,5} (?:drawer|desk|envelope|safe|table|fridge|taped|sorted|in order|for you)',
      '(?:wrote|recorded|left|written|writing|made)(?: \\w+){0,4} (?:letters?|notes?|videos?|messages?|tapes?)(?: \\w+){0,3} (?:every|for when|for each|until|till|to open|later|goodbye)?',
    ]),
    theme('calm', [
      '(?:strangely|finally|so|really|oddly|weirdly|at|made|made my|feel|feeling|im) (?:calm|peace|peaceful|light|quiet|relieved|ready|not (?:scared|afraid))(?: \\w+){0,2} (?:now|with it|about it|since|because|for the first)?',
      '(?:made up my mind|ive decided|made peace|ive accepted|not (?:scared|afraid) (?:now|anymore)|nothing (?:scares|can hurt) me|peaceful it would be)',
      '(?:soon|not long|any day|almost|nearly|it wont be long|wont be long|my times? up|its time|time to go|much longer)(?: now)?',
    ]),
    theme('unseen', [
      `(?:nobody|no one|not a soul|who)(?: \\w+){0,3} (?:notice|care|miss|come looking|remember|mind|know|cry|ask)s?(?: \\w+){0,5}`,
      'i (?:dont|never|wont) (?:matter|belong|exist|count)|forget (?:about )?me|invisible|no place for me|not meant to be here|a ghost',
    ]),
    theme('sleep', [
      '(?:sleep|asleep|close my eyes|shut my eyes|nap)(?: \\w+){0,5} (?:forever|not wake|never wake|not (?:have to )?open|never open|for good|and stay)',
      '(?:not|never|wont|dont|hoping not to|wish i (?:didnt|wouldnt|hadnt))(?: \\w+){0,3} (?:wake|wake up|woken|open my eyes|waking up)|(?:disappointed|sad|angry|hate)(?: \\w+){0,3} (?:i woke|wake up|woke up|waking up|still here)',
      '(?:peaceful|easy|easier|quiet|nice|good|relief)(?: \\w+){0,3} (?:to )?(?:not (?:be|exist)|be gone|be dead|never|stop existing)',
    ]),
    theme('vanish', [
      '(?:want|wanna|wish|need|could|just|like)(?: \\w+){0,3} (?:disappear|vanish|fade|not exist|be nothing|be erased|turn (?:myself|it all) off|cease|dissolve|stop existing)',
      '(?:ashes|funeral|coffin|grave|tombstone|obituary|eulogy|scatter me|bury me|cremat\\w+|heaven|other side|next life)',
      '(?:coming|come|going|go|be|be there) (?:to|with|join|see|find|meet) (?:you|him|her|mom|mum|dad|grandma|grandpa|my (?:son|daughter|wife|husband|baby|love))(?: \\w+){0,2} (?:soon|again|now)?',
    ]),
    theme('edge', [
      '(?:stood|stand|standing|sat|sitting|sit|looking|look|staring)(?: \\w+){0,4} (?:bridge|ledge|edge|tracks|roof|window|railing|cliff|water|train)',
      '(?:saving|saved|hiding|hid|counting|counted|hoarding|stash\\w*)(?: \\w+){0,3} (?:pills|meds|tablets|prescriptions?)',
      '(?:a|have a|theres a|got a|picked a|set a) (?:date|day|plan|deadline|place)(?: \\w+){0,4} (?:nobody|calendar|mind|set|circled|ready|knows|after|picked)',
    ]),
    theme('kin-odd', [
      '(?:he|she|(?:my|our) (?:\\w+ )?(?:son|daughter|brother|sister|husband|wife|friend|mom|mum|dad|partner|boyfriend|girlfriend|roommate|cousin|nephew|niece)) (?:just |suddenly )?(?:is giving|gave|gives|has been giving|is handing|handed|apologi[sz]ed|called everyone|said goodbye|told me to (?:be strong|take care|look after)|left a note|keeps? (?:saying|talking)|says?|said)(?: \\w+){0,12}',
      '(?:wont|not|stopped|isnt) (?:answer|answering|pick up|picking up|reply|replying)(?: \\w+){0,4}|phone is off|phone goes straight|cant (?:reach|find) (?:him|her|them)',
    ]),
  ],
};
