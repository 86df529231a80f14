import type { RuleFamily } from '../types.js';

const CALM =
  '{ennews}|\\b(?:video game|this level|next level|the boss fight|in the (?:book|show|film)|had a nightmare|i dreamt)\\b';

/**
 * English: the last minutes, told by where somebody stands, what was swallowed, what a body looks like and what is left behind. Level 3
 * is what leaves no everyday reading; what does (`-seen`) is faint and counts where the weights agree.
 */
export const EN_BRINK: RuleFamily = {
  name: 'en.brink',
  script: 'latin',
  rules: [
    {
      id: 'en.brink.place',
      level: 3,
      kind: 'self-harm',
      find: [
        '\\bmy legs are (?:already |now )?over(?: the (?:edge|rail|side|ledge)|$|[，\\n])',
        '\\b(?:standing|stood|sat|sitting) (?:at|on|over) the (?:rail|railing|parapet|ledge|edge of the (?:roof|bridge|platform))\\b[^\\n]{0,20}\\b(?:bye|goodbye|sorry|love you all)\\b',
        '\\b(?:shes|hes|she is|he is|somebody is|someone is) (?:out )?(?:on|up on) the (?:ledge|railway embankment|parapet|wrong side of the rail)\\b',
        '\\bparked on the (?:level crossing|railway tracks|tracks)\\b',
        '\\b(?:ill be|i will be) in the (?:sea|river|lake|ground) (?:before|when|by the time)\\b',
        '\\bwater dey call me\\b|\\btell my (?:ma|mum|mom|wife|kids|family) it was an accident\\b',
        '\\bi can feel the overdose coming\\b|\\bmummy papa (?:are )?not responsible\\b',
      ],
      unless: CALM,
    },
    {
      id: 'en.brink.means',
      level: 3,
      kind: 'self-harm',
      find: [
        '\\b(?:ive|i have|already) (?:already )?(?:taken|swallowed) (?:enough|them|something)\\b[^\\n]{0,24}\\b(?:im getting scared|i regret|to make sure|drop off|dont want my parents)\\b',
        '\\bim swallowing them\\b|\\b(?:pills?|tablets?)\\b[^\\n]{0,20}\\b(?:in one bowl|in rows of)\\b',
        '\\b(?:strip|packet|bottle) (?:is|are) gone\\b[^\\n]{0,20}\\b(?:im next|me next)\\b',
        '\\b(?:took|taken|tuk) (?:ma|my|his|her) whole (?:script|prescription)\\b',
        '\\b(?:drank|drunk|swallowed) (?:the |some )?(?:farm poison|pesticide|weed ?killer|rat poison|antifreeze|phenyl|toilet cleaner)\\b',
        '\\b(?:dupatta|scarf|rope|cord|belt|sheet|saree|sari|cable)\\b[^\\n]{0,8}\\b(?:on (?:the )?fan|round the bedpost|round (?:his|her|my) neck|torn in strips)\\b',
        '\\b(?:tying|tied) (?:something|a rope|a belt|a sheet) to the (?:beam|fan|rafter)\\b|\\bhanged (?:himself|herself) in (?:his|her) room\\b|\\bwe cut (?:him|her) down\\b',
        '\\bcant (?:get )?the bleeding (?:to )?(?:slow|stop)\\b|\\b(?:his|her|my) arms?\\b[^\\n]{0,16}\\breally open\\b|\\bcarved\\b[^\\n]{0,16}\\bmy arm\\b|\\bmove to the neck\\b',
        '\\b(?:is|shes|hes) cutting (?:herself|himself) (?:in|right|now|again)\\b|\\bbroke the mirror and used it\\b',
        '\\b(?:shotgun|rifle|gun) is (?:out of|gone from|missing from) the (?:cabinet|safe|cupboard)\\b|\\bgun is in my (?:hand|mouth|lap)\\b',
      ],
      unless: `${CALM}|\\bhalloween\\b`,
    },
    {
      id: 'en.brink.last',
      level: 3,
      kind: 'self-harm',
      find: [
        '\\b(?:last|final) (?:msg|message|text) (?:from me|youll (?:ever )?get from me|u ll get from me)\\b',
        '\\bby my own hand\\b|\\bsorry to allah for what i (?:do|am going to do|will do) tonight\\b|\\bfor what im going to do tonight\\b',
        '\\bgoing to meet (?:papa|mama|dad|mum|mom) tonight\\b|\\bid set the date\\b[^\\n]{0,12}\\bits today\\b',
        '\\bwe had a pact\\b[^\\n]{0,20}\\bwent first\\b|\\bnicest bridge to die\\b',
        '\\bdone enough to (?:not wake|make sure i dont wake)\\b|\\bvideo (?:titled|called) my death\\b',
      ],
      unless: CALM,
    },
    {
      id: 'en.brink.body',
      level: 3,
      kind: 'overdose',
      find: [
        '\\b(?:stone|ice) cold\\b[^\\n]{0,20}\\bpulse\\b|\\bpulse is (?:like nothing|gone|barely there|very weak)\\b',
        '\\b(?:mate|mates|friend|guy|he|hes|shes|she|brother|sister|boy|girl)(?: is)? (?:not moving|no dey (?:move|talk)|not breathing|not responding)(?=$|[，\\n]| (?:he|she|and|at|help|anymore|since))',
        '\\b(?:hes|shes|he|she|went|gone|is) (?:gone |went )?(?:floppy|limp)\\b[^\\n]{0,3}(?=$|[，\\n]| (?:and|after|help))|\\btongue is out and body stiff\\b',
        '\\b(?:his|her) eyes? (?:don turn white|(?:have |has )?turned white|rolled (?:back|up))\\b|\\beye don turn white\\b',
        '\\b(?:he|she|hes|shes|is) (?:is )?(?:frothing|foaming) (?:at|from)\\b|\\b(?:pesticide|pills|poison)\\b[^\\n]{0,40}\\b(?:frothing|foaming)\\b',
        '\\b(?:fitting|seizing|convulsing) for\\b[^\\n]{0,16}\\bminutes\\b|\\bjerked all over\\b',
        '\\bgoing cold，? ?help\\b|\\bdrank the methadone\\b[^\\n]{0,30}\\b(?:all the bottles|floppy|limp|wont wake)\\b',
      ],
      unless: CALM,
    },
    {
      id: 'en.brink.blows',
      level: 3,
      kind: 'violence',
      find: [
        '\\b(?:poured|pour|threw) (?:hot water|boiling water|acid|petrol|kerosene) (?:on|over|at) (?:me|my (?:sister|mum|mom|wife|kids?|face)|her|him)\\b|\\bpour me acid\\b',
        '\\b(?:gone out|came at me|coming at (?:me|us)|came in) with (?:the|an?|his) (?:axe|knife|machete|hammer|gun)\\b',
        '\\bhes got (?:the |a )?(?:axe|knife|machete|hammer|screwdriver|gun)\\b[^\\n]{0,20}\\b(?:help|text only|cornered|quick|me|us|kill)\\b|\\b(?:got|has) me cornered\\b',
        '\\bpillow over (?:her|his|my) face\\b|\\bis drowning (?:my mum|my mom|mommy|mummy|her|him|the baby)\\b',
        '\\b(?:got|has) (?:mum|mom|her|my \\w+) by the hair\\b|\\block me for room\\b',
        '\\b(?:i been |ive been |i was |got )?stabbed by my\\b|\\bpressing my (?:hoodie|shirt|towel) on it\\b',
        '\\bkicking (?:his|her|my|the) (?:son|daughter|kid|wife|head)\\b[^\\n]{0,30}\\b(?:no dey move|not moving|on the ground)\\b',
        '\\bhes shooting in the (?:yard|street|house)\\b|\\bmust die before they\\b',
      ],
      unless: CALM,
    },
    {
      id: 'en.brink.seen',
      level: 2,
      kind: 'self-harm',
      faint: true,
      find: [
        '\\b(?:bridge|rail ?line|platform|cliff)\\b[^\\n]{0,24}\\b(?:right there|short walk from here|letting the slow ones go)\\b|\\breach(?:ed)? the bridge\\b|\\bon the water tank\\b',
        '\\bwalked (?:out |down |back )?(?:in)?to(?:wards?)? the (?:sea|lake|river|water|ocean)\\b|\\bgoing back in\\b|\\bstep off\\b|\\bdont come closer\\b',
        '\\bback in the garage\\b|\\bengine (?:is )?running\\b|\\bgas smell\\b|\\bfan is strong\\b',
        '\\bcounted them out\\b|\\bhow long does an overdose take\\b|\\bevery pill in (?:this|the) house\\b|\\bthe whole bottle\\b',
        '\\bhung (?:himself|herself)\\b|\\bdeeper\\b[^\\n]{0,12}\\b(?:thigh|arm|wrist)\\b|\\bknife is next to\\b|\\bput the knife in\\b(?! the)',
        '\\blast sunrise\\b|\\bi do it (?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\\b|\\bive got a plan\\b|\\bi chose the day\\b|\\bsaid my shahada\\b|\\bhand myself back\\b',
        '\\b(?:so (?:he|she|they)ll? find it|what hell find|bread tin|knows to look)\\b|\\bnot to blame\\b|\\bmy turn\\b|\\bdont send help\\b|\\bdelete my number\\b',
        '\\b(?:wedding ring|wallet|passcode|glasses)\\b[^\\n]{0,40}\\b(?:doorstep|sticky note|voicemail)\\b|\\bcant find my (?:son|daughter|brother|sister|husband|wife)\\b',
      ],
      unless: CALM,
    },
    {
      id: 'en.brink.body-seen',
      level: 2,
      kind: 'overdose',
      faint: true,
      find: [
        '\\b(?:just folded|slumped|went stiff|body stiff|bit my tongue through|had a fit|making a (?:gurgling|snoring) noise|going cold|stone cold)\\b',
        '\\bslurring\\b|\\bfitting\\b[^\\n]{0,20}\\bnot stopping\\b|\\bleft (?:her|his) phone\\b',
      ],
      unless: CALM,
    },
  ],
};
