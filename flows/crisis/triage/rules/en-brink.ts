import type { RuleFamily } from '../types.js';

const CALM =
  '{ennews}|\\b(?:(?<!lost a |after a |over a )video game|this level|next level|the boss fight|in the (?:book|show|film)|had a nightmare|i dreamt)\\b';

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
        '\\b(?:shes|hes|she is|he is|somebody is|someone is) (?:out )?(?:on|up on) the (?:ledge|railway embankment|parapet|wrong side of the rail)\\b[^\\n]{0,30}\\b(?:window|floor|jump|wont come|talk (?:him|her)|police|security|gave)\\b',
        '\\bparked on the (?:level crossing|railway tracks|tracks)\\b(?! (?:side|road))',
        '\\b(?:ill|i will) be in the (?:sea|river|lake|ground) (?:before|when|by the time) (?:you|they) (?:find|read|see|wake)',
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
        '\\b(?:ive|i have|already) (?:already )?(?:taken|swallowed) (?:enough(?! leave)|them(?! to)|something)\\b[^\\n]{0,24}\\b(?:im getting scared|i regret|dont want my parents)\\b',
        '\\bim swallowing them\\b|\\b(?:pills?|tablets?)\\b[^\\n]{0,20}\\bin one bowl\\b',
        '\\b(?:strip|packet|bottle) (?:is|are) gone\\b[^\\n]{0,20}\\b(?:im next|me next)(?! (?:in line|for))\\b',
        '\\b(?:took|tuk) (?:ma|my) whole (?:script|prescription)\\b(?! (?:to|off)\\b)',
        '\\b(?:drank|drunk|swallowed) (?:the |some )?(?:farm poison|pesticide|weed ?killer|rat poison|antifreeze|phenyl|toilet cleaner)\\b(?! years ago)',
        '\\b(?:dupatta|rope|saree|sari|sheet)\\b[^\\n]{0,8}\\bon (?:the )?fan\\b|\\b(?:rope|cord|belt|cable|sheet)\\b[^\\n]{0,8}\\b(?:round the bedpost|(?:round|around) (?:his|her|my) neck|torn in strips)\\b',
        '\\btying something to the (?:beam|fan|rafter)\\b|\\bhanged (?:himself|herself) in (?:his|her) room\\b(?! (?:\\w+ )?years ago)|\\bwe cut (?:him|her) down\\b(?! (?:to|from) (?:a|part|one|two|three|\\d))',
        '\\b(?:his|her|my) arms?\\b[^\\n]{0,16}\\breally open\\b(?! and)|\\bcarved\\b[^\\n]{0,16}\\bin(?:to)? my arm\\b',
        '\\b(?:is|shes|hes) cutting (?:herself|himself) (?:in the (?:bath\\w*|room|toilet)|right now|again)\\b|\\bbroke the mirror and used it\\b',
        '\\b(?:shotgun|rifle|gun) is (?:out of|gone from|missing from) the (?:cabinet|safe|cupboard)\\b(?! for)',
      ],
      unless: `${CALM}|\\bhalloween (?:costume|prop|decoration|party)`,
    },
    {
      id: 'en.brink.last',
      level: 3,
      kind: 'self-harm',
      find: [
        '\\b(?:last|final) (?:msg|message|text) (?:from me(?! (?:today|tonight|about))|youll (?:ever )?get from me|u ll get from me)\\b',
        '\\bsorry to allah for what i (?:do|am going to do|will do) tonight\\b',
        '\\bwe had a pact\\b[^\\n]{0,20}\\bwent first\\b|\\bnicest bridge to die\\b|\\bvideo (?:titled|called) my death\\b',
      ],
      unless: CALM,
    },
    {
      id: 'en.brink.body',
      level: 3,
      kind: 'overdose',
      find: [
        '\\b(?:stone|ice) cold\\b[^\\n]{0,20}\\bpulse\\b(?! is \\d)|\\bpulse is (?:like nothing|gone|barely there|very weak)\\b',
        '\\b(?:mate|mates|friend|guy|he|hes|shes|she|brother|sister|boy|girl)(?: is)? (?:not moving|no dey (?:move|talk)|not breathing|not responding)(?=$|\\n|， ?(?:help|please|eye|e |pulse|his|her|call)| (?:help|anymore|and (?:he|she|his|her|hes|shes|going|cold)))',
        '\\b(?:he|she|hes|shes|mate|baby|boy|girl|body) (?:is |has |just |now )?(?:went |gone |going )?(?:floppy|limp)\\b|\\b(?:he|she)\\b[^，\\n]{0,30}\\bwent (?:floppy|limp)\\b|\\btongue is out and body stiff\\b',
        '\\b(?:his|her) eyes? (?:have |has )?(?:turned white|rolled (?:back|up)(?! (?:at my|when)))\\b|\\beye don turn white\\b',
        '\\b(?:frothing|foaming) (?:at|from) (?:the|his|her) (?:mouth|nose|lips)\\b|\\b(?:pesticide|poison)\\b[^\\n]{0,40}\\b(?:frothing|foaming)\\b',
        '\\b(?:seizing|convulsing) for\\b[^\\n]{0,16}\\bminutes\\b|\\bfitting for\\b[^\\n]{0,16}\\bminutes now\\b|\\bjerked all over\\b',
        '\\bgoing cold，? ?help\\b(?! yourself)|\\bdrank the methadone\\b(?! at)[^\\n]{0,30}\\b(?:floppy|limp|wont wake)\\b',
      ],
      unless: CALM,
    },
    {
      id: 'en.brink.blows',
      level: 3,
      kind: 'violence',
      find: [
        '\\b(?:poured|pour|threw) (?:hot water|boiling water|acid|petrol|kerosene) (?:on|over|at) (?:me|my (?:sister|mum|mom|wife|kids?)|her|him)\\b(?! tea)|\\bpour me acid\\b',
        '\\b(?:came at|coming at) (?:me|us) with (?:the|an?|his) (?:axe|knife|machete|hammer|gun)\\b',
        '\\bhes got (?:the |a )?(?:axe|knife|machete|hammer|screwdriver|gun)\\b[^\\n]{0,20}\\b(?:text only|cornered|kill (?:me|us|her))\\b|\\b(?:got|has) me cornered\\b(?! (?:at|about))',
        '\\bpillow over (?:her|his) face\\b|\\bis drowning (?:my mum|my mom|mommy|mummy|the baby)\\b',
        '\\b(?:got|has) (?:mum|mom|her|my \\w+) by the hair(?=$|[，\\n]| (?:in the|and))|\\block me for room\\b',
        '\\bstabbed by my (?!own|rose)|\\bpressing my (?:hoodie|shirt|towel) on it\\b',
        '\\bkicking (?:his|her|my|the) (?:son|daughter|kid|wife|head)\\b[^\\n]{0,30}\\b(?:no dey move|not moving|on the ground)\\b',
      ],
      unless: CALM,
    },
    {
      id: 'en.brink.seen',
      level: 2,
      kind: 'self-harm',
      faint: true,
      find: [
        '\\b(?:on|at|over) the (?:ledge|parapet|rail|railing)\\b|\\b(?:pills?|tablets?)\\b[^\\n]{0,20}\\bin rows of\\b|\\bmove to the neck\\b|\\bby my own hand\\b|\\bgoing to meet (?:papa|mama|dad|mum|mom) tonight\\b|\\bset the date\\b',
        '\\bcant (?:get )?the bleeding (?:to )?(?:slow|stop)\\b|\\btied (?:a rope|a belt|a sheet) to the\\b|\\bscarf round\\b|\\bdrop off\\b|\\bdone enough to\\b|\\bgone out with the axe\\b|\\bshooting in the yard\\b',
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
