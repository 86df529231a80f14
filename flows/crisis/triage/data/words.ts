/** Names that rule patterns may use in braces, so that a table reads as phrases. Expanded once, at load. */
export const WORDS: Readonly<Record<string, string>> = {
  // Chinese
  me: '(?:我|俺|老子|老娘|本人|自己|咱)',
  want: '(?:想要?|要|打算|准备|决定|计划|考虑|恨不得|巴不得|好想|真想|只想|宁愿|宁可|想着|不如|干脆|还是|马上|立刻|正要|正在|这就|今晚|明天|今天)',
  go: '(?:去|就|来|再|直接|真的?|快点|早点|赶紧|就这么|就这样|一起|自己|偷偷|一个人|现在|马上|立刻)*',
  news: '(?:纪录片|法制节目|据(?:悉|报道|了解|统计)|报道|(?<!看|看着|看完|看了)新闻|听说|网上说|网传|明星|八卦|传言|记者|警方|通报|嫌疑人(?!就?是我)|法院(?!门口)|检察|凶手|案件|被告|判处|死者|遇难|专家|研究|数据|历史上|(?<!看|看着|看完|看了|读|读完)(?:电影|小说|动漫|电视剧|歌词)|剧情|主角|男主|女主|角色|这首歌)',
  // What is studied, staffed or staged, and people left behind: danger is its subject, not its writer's.
  study:
    '(?:论文|课题|讲课|讲座|培训|备考|期末|考(?:教资|证|师)|教材|文献|量表|统计|自杀率|督导|来访|非自杀性|自杀论|背得|志愿者|管理员|科普|剧本杀|道具|那段戏|演(?:得|员)|电视里|视频里|作家|遗属|吊唁|心理老师|班会|家长会)',
  // Told of long ago, and how it is since.
  past:
    '(?:去年|前年|当年|那年|年前|前几年|小时候|以前|曾经|那时候|后来|岁那年|[0-9一二三四五六七八九十多几]+年(?:没|了|过)|过来人|如今)',
  // A game, but not one that was being played when something happened.
  game: '(?<![打玩][^，。]{0,5})游戏(?!的?时候|呢)',
  few: '[^，。]{0,4}',
  some: '[^，。]{0,8}',
  near: '[^。]{0,14}',
  person:
    '(?:他们?|她们?|儿子|女儿|老公|老婆|丈夫|妻子|爱人|爸爸?|妈妈?|父亲|母亲|哥哥?|弟弟?|姐姐?|妹妹?|朋友|室友|舍友|同学|同事|女友|男友|对象|案主|学员|病友|邻居|侄[子女]|表[哥弟姐妹]|叔|舅|有人|孩子|小孩|那个人|个人|女生|男生|姑娘|小伙)',
  stopped:
    '(?:(?:断|停|戒)(?:了|掉)?(?:药|酒|毒|瘾|货|粉|冰|美沙酮|安定|安眠药)|(?:药|酒|货|粉|冰|美沙酮|安定|安眠药)(?:断|停|戒)(?:了|掉))',
  drug: '(?:毒品?|冰毒?|白粉|粉|海洛因|麻古|k粉|摇头丸|大麻|叶子|笑气|美沙酮|鸦片|吗啡|可卡因|杜冷丁|止咳水|那东西|那玩意|货)',
  now: '(?:现在|正在?|刚刚?|刚才|马上|快|立刻|此刻|今晚|这会儿?)',
  ennews:
    '(?:(?<!\\b(?:watching|reading|watched|read|at|during)(?: a| the| his| her)? )\\b(?:news|documentary|movie|film|novel|episode)\\b|\\b(?:reported|reporter|police (?:said|say)|according to(?! my)|headline|song|lyrics?|character|study finds|researchers|statistics|celebrity|awareness (?:month|day|week)|prevention (?:month|day|week|hotline|line))\\b)',
  // English (normalised: dont, cant, im, ive, ill, id; see spellings.ts)
  kin: '(?:he|she|they|(?:my|our|a) (?:\\w+ )?(?:son|daughter|husband|wife|brother|sister|friend|mom|mum|mother|dad|father|boyfriend|girlfriend|partner|client|roommate|uncle|aunt|cousin|kid|child|ex|bf|gf|nephew|niece|neighbor|neighbour|buddy|mate))',
  nots: '(?:dont|didnt|never|not|wont|no longer|cant|wouldnt|isnt|arent)',
  sub: '(?:heroin|meth|ice|crack|coke|cocaine|fent|fentanyl|dope|pills|oxy|ketamine|ghb|weed|booze|vodka|whisk(?:e)?y|beers?|wine|alcohol|a drink|drinks|drinking|using|a hit|a fix|a line|a bump|drugs)',
};

const NAME = /\{([a-z]+)\}/g;

/** A pattern with its names expanded and `。` (easier to read in a table) as the end of a sentence, a line feed. Throws on a name that does not exist (a mistake in a table, seen at load). */
export const expand = (pattern: string): string =>
  pattern.replaceAll('。', '\\n').replace(NAME, (_whole, name: string) => {
    const words = WORDS[name];
    if (words === undefined)
      throw new Error(`expected a name from words.ts in a triage pattern, got {${name}}; add it there`);
    return words.replaceAll('。', '\\n');
  });
