import { strikesWriter, subjectOf, type Subject } from './about.js';
import { FIGURES } from './data/figures.js';
import { expand } from './data/words.js';
import { phraseIndex } from './phrase-index.js';
import { RULE_FAMILIES } from './rules/index.js';
import type { CrisisKind, Rule, RuleFamily } from './types.js';
import { callsForHelp } from './world.js';

/** One piece of evidence, in offsets of the plain text. `level` is already softened by negation. */
export interface Hit {
  rule: string;
  level: 0 | 1 | 2 | 3;
  kind: CrisisKind;
  subject: Subject;
  indirect: boolean;
  faint: boolean;
  besideWish: boolean;
  /** A "not" took its level down. */
  negated: boolean;
  from: number;
  to: number;
}

interface CompiledRule {
  rule: Rule;
  script: RuleFamily['script'];
  unless: RegExp | null;
  /** The same without talk of the world: beside a call for help it calms nothing. */
  unlessCalled: RegExp | null;
}

/** One phrase of a rule. */
interface Phrase {
  /** The number of its rule. */
  owner: number;
  source: string;
  find: RegExp;
}

const WRITTEN = { latin: /[a-z]{2}/, han: /[㐀-鿿]/ };

const OF_THE_WORLD = /(?<=^|\|)\{(?:news|ennews|study)\}(?:\||$)/g;
const calm = (phrase: string | undefined): RegExp | null =>
  phrase === undefined || phrase === '' ? null : new RegExp(expand(phrase), 'm');

const compile = (rule: Rule, script: RuleFamily['script']): CompiledRule => ({
  rule,
  script,
  unless: calm(rule.unless),
  unlessCalled: calm(rule.unless?.replaceAll(OF_THE_WORLD, '')),
});

const RULES: readonly CompiledRule[] = RULE_FAMILIES.flatMap((family) =>
  family.rules.map((rule) => compile(rule, family.script)),
);

const phrasesOf = (script: RuleFamily['script']): Phrase[] =>
  RULES.flatMap(({ rule, script: own }, owner) =>
    own !== script
      ? []
      : rule.find.map((phrase) => ({
          owner,
          source: expand(phrase),
          find: new RegExp(expand(phrase), 'gm'),
        })),
  );

/** How far a figure looks into the next sentence. */
const LOOK_AHEAD = 3;
const NEVER = /(?!)/;
const FIGURE = FIGURES.map((figure) => new RegExp(figure, 'gm'));

const couldBeFigure = phraseIndex(FIGURES);
const blank = (figure: string): string => '□'.repeat(figure.length);

/** Blanks what only sounds dangerous, keeping every offset. The blank (`□`) matches no rule. */
export const blankFigures = (text: string): string => {
  const sentences = text.split('\n');
  return sentences
    .map((sentence, i) => {
      const could = couldBeFigure(sentence);
      if (could.length === 0) return sentence;
      const next = sentences[i + 1];
      const read = next === undefined ? sentence : `${sentence}\n${next.slice(0, LOOK_AHEAD)}`;
      return could
        .reduce((left, figure) => left.replace(FIGURE[figure] ?? NEVER, blank), read)
        .slice(0, sentence.length);
    })
    .join('\n');
};

const NOT_HAN =
  /(?:不|没|没有|不会|并非|从未|从没|从来没|不敢|绝不|不再|未曾|不可能|不打算)(?:真的?|再|有|过|太|很|那么|是|要|会|能|想过?|曾|因此)*$/;
const WHETHER_HAN = /(?:是不|不就是|可不|不得不|要不|忍不住|差不)[^，\n]{0,2}$|不如$/;
const NOT_LATIN =
  /\b(?:dont|didnt|never|not|wont|no longer|wouldnt|havent|hasnt|isnt|arent|without|no)(?: (?:really|actually|even|ever|think|that|i|to|been|be|going|have|any|want|plan|plans|planning|feel|like|gonna|do))*\s?$/;
/** A "not" inside the evidence: "I have not thought of …". */
const NOT_INSIDE =
  /(?:没有?|不是?|从未|不会|并不)(?:真的|再|是|有)?(?:想过?|要|打算)(?:要|去|过)?(?:自杀|轻生|去死|死|自残|寻短见|自尽)|(?<!会)不会(?:再|真的|去)?(?:自杀|轻生|自残|寻短见|自尽)/;
const FEARED =
  /(?:怕|担心|防止|避免|预防|会不会|如果|要是|万一|以免|以防|\b(?:afraid|scared|worried|if|might|could|would|avoid|prevent)\b)[^，\n]{0,12}$/;

const isNegated = (before: string): boolean =>
  (NOT_HAN.test(before) && !WHETHER_HAN.test(before)) || NOT_LATIN.test(before);

/** "Not" turns a wish into level 1 (`docs/domain.md` §5) and takes a fact away; a fact only feared is level 1. */
const softened = (rule: Rule, before: string, evidence: string, denied: boolean): 0 | 1 | 2 | 3 => {
  if (denied || NOT_INSIDE.test(evidence))
    return rule.kind === 'self-harm' || rule.kind === 'violence' ? 1 : 0;
  if ((rule.kind === 'lapse' || rule.kind === 'withdrawal') && FEARED.test(before)) return 1;
  return rule.level;
};

const subjectIn = (rule: Rule, sentence: string, from: number, to: number): Subject => {
  const subject = subjectOf(sentence, from, to);
  return subject === 'you' && rule.toYou === true ? 'none' : subject;
};

/**
 * Whether a word beside it makes calm of what was found at `[from, to)`: in the same sentence; of a life in danger only in
 * the same clause ("the alarm has been ringing, he does not wake" is about no alarm), and no talk of the world beside a call.
 */
const isCalmed = (
  { rule, unless, unlessCalled }: CompiledRule,
  sentence: string,
  from: number,
  to: number,
): boolean => {
  if (rule.level < 3) return unless?.test(sentence) === true;
  const end = sentence.indexOf('，', to);
  const clause = sentence.slice(sentence.lastIndexOf('，', from) + 1, end < 0 ? sentence.length : end);
  return (callsForHelp(sentence) ? unlessCalled : unless)?.test(clause) === true;
};

const hitOf = (
  compiled: CompiledRule,
  sentence: string,
  start: number,
  match: RegExpExecArray,
): Hit | null => {
  const { rule } = compiled;
  const at = match.index;
  const evidence = match[0];
  if (isCalmed(compiled, sentence, at, at + evidence.length)) return null;
  const before = sentence.slice(Math.max(0, at - 30), at);
  const denied = isNegated(before);
  const level = softened(rule, before, evidence, denied);
  if (level === 0) return null;
  const to = at + Math.max(1, evidence.length);
  const struck = rule.kind === 'violence' && strikesWriter(sentence, at, to);
  return {
    rule: rule.id,
    level,
    kind: rule.kind,
    subject: rule.about ?? (struck ? 'self' : subjectIn(rule, sentence, at, to)),
    indirect: rule.indirect ?? false,
    faint: rule.faint ?? false,
    besideWish: rule.besideWish ?? false,
    negated: level < rule.level || denied,
    from: start + at,
    to: start + to,
  };
};

const HITS_PER_RULE = 20;

/** Whether another phrase of the rule has spoken there. */
const isTaken = (hits: readonly Hit[], from: number, length: number): boolean => {
  const to = from + Math.max(1, length);
  // The newest first: it is the nearest.
  for (let i = hits.length - 1; i >= 0; i -= 1) if (hits[i]!.from < to && from < hits[i]!.to) return true;
  return false;
};

/** What a phrase finds in one sentence, added to `hits`: at most a score in all, a page of a cry says no more than a line. */
const addHits = (
  find: RegExp,
  compiled: CompiledRule,
  sentence: string,
  start: number,
  hits: Hit[],
): void => {
  find.lastIndex = 0;
  for (let match = find.exec(sentence); match !== null; match = find.exec(sentence)) {
    if (hits.length >= HITS_PER_RULE) return;
    if (match[0] === '') find.lastIndex += 1;
    if (isTaken(hits, start + match.index, match[0].length)) continue;
    const hit = hitOf(compiled, sentence, start, match);
    if (hit !== null) hits.push(hit);
  }
};

interface ScriptIndex {
  phrases: readonly Phrase[];
  /** Numbers of the phrases that could match. */
  could: (sentence: string) => number[];
}

const indexOfScript = (script: RuleFamily['script']): ScriptIndex => {
  const phrases = phrasesOf(script);
  return { phrases, could: phraseIndex(phrases.map((phrase) => phrase.source)) };
};
const INDEX = { latin: indexOfScript('latin'), han: indexOfScript('han') };
const SCRIPTS = ['han', 'latin'] as const;

/** Every rule that speaks, in the order of the tables. `text` is plain, its figures blanked; sentences stand alone. */
export const findHits = (text: string): Hit[] => {
  const found = RULES.map((): Hit[] => []);
  let start = 0;
  for (const sentence of text.split('\n')) {
    for (const script of SCRIPTS) {
      if (!WRITTEN[script].test(sentence)) continue;
      const { phrases, could } = INDEX[script];
      for (const number of could(sentence)) {
        const { owner, find } = phrases[number]!;
        addHits(find, RULES[owner]!, sentence, start, found[owner]!);
      }
    }
    start += sentence.length + 1;
  }
  return found.flat();
};
