import { speaksOfSelf } from './about.js';
import { isNews, type Hit } from './match.js';

/**
 * Log odds of the weights, chosen on held-out text: from which they alone raise a message to level 1 and 2 (`latin`
 * more without a Han character), and below which they doubt a hint or a faint hit.
 */
export const THRESHOLDS = { level1: 0.6, level2: 1.5, latin: 2, doubtHint: -3.5, doubtFaint: -2.5 };

const HAN = /[㐀-鿿]/;
const FAINT_NEEDED = 2;
const SHORT = 12;
const KIN =
  /爸|妈|老公|老婆|丈夫|妻|[男女]友|[男女]朋友|孩子|儿子|女儿|邻居|朋友|同学|husband|wife|boyfriend|girlfriend|\bkids?\b|neighbou?r|friend/;

/** Violence spoken of in general ("they should be beaten") is no report: it needs the writer, their people, or few words. */
const isGeneralTalk = (hit: Hit, text: string, ofSelf: boolean): boolean =>
  hit.kind === 'violence' && hit.level < 3 && !ofSelf && text.length > SHORT && !KIN.test(text);

/** Faint hits count when two different phrases meet. */
const withoutFaint = (hits: Hit[], text: string): Hit[] => {
  const phrases = new Set(hits.filter((hit) => hit.faint).map((hit) => text.slice(hit.from, hit.to)));
  return phrases.size >= FAINT_NEEDED ? hits : hits.filter((hit) => !hit.faint);
};

const isWish = (hit: Hit): boolean =>
  hit.kind === 'self-harm' && hit.level >= 2 && !hit.negated && !hit.faint && !hit.besideWish;

/** Means, a time or a farewell count beside a wish to die: together they are a plan (`domain.md` §5). */
const withoutPlanAlone = (hits: Hit[]): Hit[] =>
  hits.some(isWish) ? hits : hits.filter((hit) => !hit.besideWish);

/** The weights may doubt what only hints, or speaks of violence, in Chinese (they learned little else); never level 3. */
const isDoubted = (hit: Hit, text: string, score: number | null): boolean => {
  if (score === null || hit.level === 3 || !HAN.test(text)) return false;
  if (hit.faint) return score < THRESHOLDS.doubtFaint;
  const soft = hit.kind === 'violence' || (hit.kind === 'self-harm' && hit.indirect);
  return soft && score < THRESHOLDS.doubtHint;
};

/**
 * The hits that count: none said to a "you", none in news, no violence in general, faint ones only together. `text` is
 * plain with its figures blanked, `score` the log odds of the weights (null where they know nothing).
 */
export const weigh = (text: string, found: readonly Hit[], score: number | null): Hit[] => {
  const ofSelf = speaksOfSelf(text);
  if (isNews(text, ofSelf)) return [];
  const counts = (hit: Hit): boolean =>
    hit.subject !== 'you' && !isGeneralTalk(hit, text, ofSelf) && !isDoubted(hit, text, score);
  return withoutFaint(withoutPlanAlone(found.filter(counts)), text);
};

/** The level that the weights give on their own. Text without a Han character must score higher: less of it was learned. */
export const levelOfScore = (score: number | null, text: string): 0 | 1 | 2 => {
  if (score === null) return 0;
  const sure = HAN.test(text) ? score : score - THRESHOLDS.latin;
  if (sure < THRESHOLDS.level1) return 0;
  return sure < THRESHOLDS.level2 ? 1 : 2;
};
