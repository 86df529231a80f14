import { speaksOfSelf } from './about.js';
import type { Hit } from './match.js';
import { callsForHelp, isNews } from './world.js';

/**
 * Log odds of the weights, chosen on held-out text: from which they alone raise a message to level 1 and 2 (`latin`
 * more without a Han character), and below which they doubt a hint or a faint hit.
 */
export const THRESHOLDS = {
  level1: 0.35,
  level2: 1.5,
  latin: 0.5,
  doubtHint: -0.5,
  doubtFaint: -1,
  withHint: 0.6,
  together: 0.3,
  alone: 2.2,
  doubtSaid: -2.2,
  doubtSelf: -3.5,
  doubtFarewell: -2,
  doubtBlows: -1.2,
  doubtFaintLatin: -1,
  withDeath: 0.4,
  doubtPast: 2.5,
  line: 0.5,
  short: 1.1,
  veryShort: 2.2,
  notSelf: 0.4,
};

const HAN = /[㐀-鿿]/;
const DEATH = /死|自杀|自残/;
/** A text of so many units at most may be the label of a button. */
export const LABEL = 6;
const LINE = 20;
const BRIEF = 12;
const VERY_BRIEF = 8;
const FAINT_NEEDED = 2;
/** With so many faint hits each other one is compared: a long text has hundreds. */
const COMPARED = 8;
const THEME = /^(?:zh|en)\.theme\./;
const SHORT = 12;
const KIN =
  /爸|妈|老公|老婆|丈夫|妻|[男女]友|[男女]朋友|孩子|儿子|女儿|邻居|朋友|同学|husband|wife|boyfriend|girlfriend|\bkids?\b|neighbou?r|friend/;

/** Violence spoken of in general ("they should be beaten") is no report: it needs the writer, their people, or few words. */
const isGeneralTalk = (hit: Hit, text: string, ofSelf: boolean): boolean =>
  hit.kind === 'violence' && hit.level < 3 && !ofSelf && text.length > SHORT && !KIN.test(text);

/** A dark time long ago, told by somebody who has come through it; a word of "again" or "this time" makes it no history. */
const PAST =
  /(?:[0-9一二三四五六七八九十几多两]+年前|前几年|那[年时]|当年|曾经|小时候|岁那年|大[一二三四]时|高[一二三]时|上学时|以前|过来人)/;
const RECOVERED =
  /(?:现在|如今|后来|今天|到现在)[^\n]{0,24}(?:结婚了|好好的|好多了|挺好|谢谢|感谢|万幸|幸好|庆幸|再没|没有过|不会了|走出来|翻篇)|挺过来了|走出来了|回来报平安/;
const AGAIN = /又|还是|还想|这次|这回|再一次|今晚|撑不|没意思/;
/** Who writes more than this tells more than one thing. */
const STORY_LENGTH = 300;
const isHistory = (text: string): boolean =>
  text.length <= STORY_LENGTH && PAST.test(text) && RECOVERED.test(text) && !AGAIN.test(text);

const STORY = /男主|女主|主角|剧里|剧情|电影里|小说里|书里|番里|这部(?:剧|电影|小说)|游戏里/;
const LAUGH = /哈哈|嘿嘿|嘻嘻|\b(?:lol|lmao|haha)/;

/** A story told, or a threat laughed about, tells of no danger to the writer unless the writer is its subject. */
const storyTeller = (text: string): ((hit: Hit) => boolean) => {
  const isCalled = callsForHelp(text);
  const [told, laughed] = [!isCalled && STORY.test(text), !isCalled && LAUGH.test(text)];
  return (hit) => (told && hit.subject !== 'self') || (laughed && hit.kind === 'violence');
};

/** A few words are like many things: they must score higher. */
export const shortness = (text: string): number =>
  text.length >= LINE
    ? 0
    : text.length >= BRIEF
      ? THRESHOLDS.line
      : text.length >= VERY_BRIEF
        ? THRESHOLDS.short
        : THRESHOLDS.veryShort;

/** True when two faint hits say different things: other words, side by side, and not of one theme. */
const sayDifferent = (one: Hit, other: Hit, text: string): boolean =>
  (one.to <= other.from || other.to <= one.from) &&
  !(one.rule === other.rule && THEME.test(one.rule)) &&
  text.slice(one.from, one.to) !== text.slice(other.from, other.to);

/** How many faint hits stand apart from the first of them: none, one, or two for more than one. */
const faintOnes = (hits: readonly Hit[], text: string): 0 | 1 | 2 => {
  const apart: Hit[] = [];
  for (const hit of hits) {
    if (!hit.faint) continue;
    if (apart.some((one) => sayDifferent(one, hit, text))) return 2;
    if (apart.length < COMPARED) apart.push(hit);
  }
  return apart.length > 0 ? 1 : 0;
};

/**
 * Faint hits count when two meet that say different things, or one that the weights agree with. In a few words the weights
 * must agree; in a label (as on a button) none counts.
 */
const withoutFaint = (hits: Hit[], text: string, score: number | null): Hit[] => {
  const faint = text.length <= LABEL ? 0 : faintOnes(hits, text);
  const self = speaksOfSelf(text) ? 0 : THRESHOLDS.notSelf;
  const agreed = score !== null && score >= THRESHOLDS.withHint + shortness(text) + self;
  const together =
    faint >= FAINT_NEEDED && (score === null || (text.length >= VERY_BRIEF && score >= THRESHOLDS.together));
  return together || (agreed && faint > 0) ? hits : hits.filter((hit) => !hit.faint);
};

const isWish = (hit: Hit): boolean =>
  hit.kind === 'self-harm' && hit.level >= 2 && !hit.negated && !hit.faint && !hit.besideWish;

/** Means, a time or a farewell count beside a wish to die: together they are a plan (`domain.md` §5). */
const withoutPlanAlone = (hits: Hit[]): Hit[] =>
  hits.some(isWish) ? hits : hits.filter((hit) => !hit.besideWish);

/** Blows that fell on the writer. */
const BLOWS = /^zh\.viol\.(?:told|suffered)/;
/** A curse is short by nature. */
const CURSE = 'zh.viol.curse';

const FAREWELL = /^(?:zh\.bye|zh\.plan|en\.die\.bye|zh\.settle)/;

/**
 * Below which log odds the weights doubt a hit, or null where they may not: never a denied wish (it is level 1), never
 * life in danger but a farewell of which no "I" is the subject. What is said outright is doubted only where they are sure.
 */
const doubtBelow = (hit: Hit, text: string): number | null => {
  const han = HAN.test(text);
  if (hit.negated) return null;
  if (hit.level === 3)
    return hit.subject !== 'self' && FAREWELL.test(hit.rule) ? THRESHOLDS.doubtFarewell : null;
  if (hit.faint) return han ? THRESHOLDS.doubtFaint : THRESHOLDS.doubtFaintLatin;
  const soft = hit.kind === 'violence' || (hit.kind === 'self-harm' && hit.indirect);
  // "My husband hit me again" is short, and never a figure of speech for that.
  if (han && hit.subject === 'self' && BLOWS.test(hit.rule)) return THRESHOLDS.doubtBlows;
  if (soft && han) return THRESHOLDS.doubtHint + (hit.rule === CURSE ? 0 : shortness(text));
  if (hit.kind !== 'self-harm' || hit.level < 2) return null;
  return hit.subject === 'self' ? THRESHOLDS.doubtSelf : THRESHOLDS.doubtSaid;
};

const isDoubted = (hit: Hit, text: string, score: number | null, isOver: boolean): boolean => {
  const below = score === null ? null : doubtBelow(hit, text);
  if (score === null || below === null) return false;
  return score < (isOver && hit.level < 3 ? THRESHOLDS.doubtPast : below);
};

/**
 * The hits that count: none said to a "you", none in news, no violence in general, faint ones only together. `text` is
 * plain with its figures blanked, `score` the log odds of the weights (null where they know nothing).
 */
export const weigh = (text: string, found: readonly Hit[], score: number | null): Hit[] => {
  const ofSelf = speaksOfSelf(text);
  if (isNews(text, ofSelf)) return [];
  const isStory = storyTeller(text);
  const isOver = found.length > 0 && isHistory(text);
  const counts = (hit: Hit): boolean =>
    hit.subject !== 'you' &&
    !isStory(hit) &&
    !isGeneralTalk(hit, text, ofSelf) &&
    !isDoubted(hit, text, score, isOver);
  return withoutFaint(withoutPlanAlone(found.filter(counts)), text, score);
};

/** The level that the weights give on their own. Text without a Han character must score higher: less of it was learned. */
export const levelOfScore = (score: number | null, text: string): 0 | 1 | 2 => {
  if (score === null) return 0;
  const sure = HAN.test(text) ? score - shortness(text) : score - THRESHOLDS.latin;
  if (sure < THRESHOLDS.level1) return DEATH.test(text) && score >= THRESHOLDS.withDeath ? 1 : 0;
  return sure < THRESHOLDS.level2 ? 1 : 2;
};
