/** Who a hit is about, as the nearest subject before it tells. `you` is talk at somebody, not a cry for help. */
export type Subject = 'self' | 'other' | 'you' | 'none';

const KIN_HAN =
  '儿子|女儿|闺女|老公|老婆|丈夫|妻子|媳妇|爱人|爸爸?|妈妈?|父亲|母亲|哥哥?|弟弟?|姐姐?|妹妹?|朋友|闺蜜|兄弟|室友|舍友|同学|同事|女友|女朋友|男友|男朋友|对象|案主|学员|病友|邻居|侄[子女]|外甥女?|表[哥弟姐妹]|叔叔?|舅舅?|姑姑?|阿姨|孩子|小孩|奶奶|爷爷|外婆|外公|前夫|前妻|前任|服务对象|患者|来访者|徒弟|师傅';
const HAN_SUBJECT = new RegExp(
  `((?:我|我的|我们|我们的|我家|俺|他的?|她的?|你)?(?:${KIN_HAN})|他们?|她们?|有个?人|有一个|那个?人|这个?人|谁|人家|别人)|(我们?|俺|本人|老子)|((?<![陪找给对和跟爱想开谢起诉问让帮怪恨见等向为被比像把与求请])(?:你们?|您))`,
  'g',
);
const LATIN_SUBJECT =
  /\b(?:((?:my|our|his|her|a|the|this) (?:\w+ )?(?:son|daughter|husband|wife|brother|sister|friend|mom|mum|mother|dad|father|boyfriend|girlfriend|partner|client|roommate|uncle|aunt|cousin|kid|child|ex|nephew|niece|neighbou?r|buddy|mate|guy|man|woman|girl|boy|teen|patient)s?|he|she|hes|shes|they|theyre|someone|somebody|him|her)|(i|im|ive|id|ill|me|my|myself)|(you|your|youre|u|ur|yourself))\b/g;

/** The groups of both patterns: 1 somebody else, 2 the writer, 3 "you". By number: groups by name are slow. */
const named = ([, other, self]: RegExpExecArray): Subject =>
  other !== undefined ? 'other' : self !== undefined ? 'self' : 'you';

/** What a person who speaks of themselves might be called by; the last subject before the hit decides. */
const lastSubject = (before: string, pattern: RegExp): Subject => {
  let subject: Subject = 'none';
  pattern.lastIndex = 0;
  for (let match = pattern.exec(before); match !== null; match = pattern.exec(before)) subject = named(match);
  return subject;
};

const REACH = 24;

/** The subject of what stands at `[from, to)` of a sentence: the words before it first, then its own. */
export const subjectOf = (sentence: string, from: number, to: number): Subject => {
  const latin = /[a-z]{2}/.test(sentence.slice(from, to));
  const pattern = latin ? LATIN_SUBJECT : HAN_SUBJECT;
  const before = sentence.slice(Math.max(0, from - REACH * (latin ? 2 : 1)), from);
  const evidence = sentence.slice(from, to);
  const own = speaksOfSelf(evidence) ? 'self' : firstSubject(evidence, pattern);
  const said = lastSubject(before, pattern);
  if (said === 'none' || (said === 'you' && (own !== 'none' || clauseEndsIn(before))))
    return own === 'you' ? said : own;
  return said;
};

const YOU_REACH = 8;

/** True when the last "you" stands in an earlier clause, or far back: it is not the subject of what follows. */
const clauseEndsIn = (before: string): boolean => {
  const you = Math.max(before.lastIndexOf('你'), before.lastIndexOf('you'));
  return before.indexOf('，', you) >= 0 || (before.length - you > YOU_REACH && before[you] === '你');
};

const firstSubject = (words: string, pattern: RegExp): Subject => {
  pattern.lastIndex = 0;
  const match = pattern.exec(words);
  return match === null ? 'none' : named(match);
};

const WRITER_STRUCK = new RegExp(
  `(?:[打揍砍杀掐捅踢踹扇抽骂堵追抓按推拖绑锁砸泼烫咬勒]|对|往|朝|把|逼|被|威胁|弄死|动手)[着了死住过伤得到向]*我(?!的?(?:${KIN_HAN}))|\\b(?:me|us)\\b`,
);
const WRITER_HIDES =
  /[救帮]救?我(?!的)|我(?:现在|正|一个人|和孩子|跟孩子|们|带着孩子|在)*(?:躲|藏|锁|跑|逃|不敢|好?害?怕)|快来人|\b(?:help|save) (?:me|us)\b|\bim (?:hiding|locked|scared)\b/;

/** True when the blow that `[from, to)` tells of falls on the writer: its object is "me", or the writer hides from it. */
export const strikesWriter = (sentence: string, from: number, to: number): boolean =>
  WRITER_STRUCK.test(sentence.slice(from, to + 1)) || WRITER_HIDES.test(sentence);

/** True when the text speaks of the writer anywhere: news and stories seldom do. */
export const speaksOfSelf = (text: string): boolean =>
  /我|俺|老子|本人|\b(?:i|im|ive|my|me|myself)\b/.test(text);
