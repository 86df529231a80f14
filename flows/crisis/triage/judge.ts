import { blankFigures, findHits, type Hit } from './match.js';
import { scoreText, type WeightTable } from './model.js';
import type { PlainText } from './plain-text.js';
import type { CrisisKind, CrisisLevel, Span, Triage, TriageContext } from './types.js';
import { LABEL, levelOfScore, shortness, THRESHOLDS, weigh } from './weigh.js';

type Role = TriageContext['role'];

/** Plain offsets back to the original, overlapping pieces joined. */
const spansOf = (hits: readonly Hit[], plain: PlainText): Span[] => {
  const spans = hits
    .map((hit) => ({
      start: plain.start[hit.from] ?? 0,
      end: plain.end[Math.min(hit.to, plain.text.length) - 1] ?? 0,
    }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else joined.push(span);
  }
  return joined;
};

/** Whom the strongest hits are about. A report without a subject from family or a worker is about another. */
const aboutOf = (hits: readonly Hit[], role: Role): Triage['about'] => {
  const strongest = Math.max(0, ...hits.map((hit) => hit.level));
  const subjects = hits.filter((hit) => hit.level === strongest).map((hit) => hit.subject);
  if (subjects.includes('self')) return 'self';
  if (subjects.includes('other')) return 'other';
  if (role === 'family' || role === 'worker') return 'other';
  return role === 'client' ? 'self' : 'unknown';
};

const kindsOf = (hits: readonly Hit[], about: Triage['about']): CrisisKind[] => {
  const spoken = hits.filter((hit) => !hit.faint);
  const byLevel = [...(spoken.length > 0 ? spoken : hits)].sort((a, b) => b.level - a.level);
  const kinds = new Set<CrisisKind>(byLevel.map((hit) => hit.kind));
  if (about === 'other') kinds.add('other-person');
  return [...kinds];
};

const QUIET: Triage = {
  level: 0,
  kinds: [],
  about: 'unknown',
  spans: [],
  decidedBy: 'none',
  indirect: false,
};

/**
 * What the weights may add. They read words, not negation: where a "not" softened all that was found, nothing. Where no
 * rule spoke they must be surer to say level 2, where one spoke of other things they say level 1; never for a label.
 */
export const heldBack = (score: number | null, hits: readonly Hit[], text: string): 0 | 1 | 2 => {
  const weighed = levelOfScore(score, text);
  if (hits.length === 0 && text.length <= LABEL) return 0;
  const spoken = hits.filter((hit) => !hit.faint);
  if (spoken.length > 0 && spoken.every((hit) => hit.negated)) return 0;
  const sure = spoken.length === 0 && (score ?? 0) - shortness(text) >= THRESHOLDS.alone;
  return weighed < 2 || sure || spoken.some((hit) => hit.kind === 'self-harm') ? weighed : 1;
};

const strongestOf = (hits: readonly Hit[]): Hit | null =>
  hits.reduce<Hit | null>((best, hit) => (best === null || hit.level > best.level ? hit : best), null);

/** The judgement of one normalised message by rules and weights, without what came before. */
export const judge = (plain: PlainText, role?: Role, weights?: WeightTable): Triage => {
  const text = blankFigures(plain.text);
  const found = findHits(text);
  const score = scoreText(text, found, weights);
  const hits = weigh(text, found, score);
  const weighed = heldBack(score, hits, text);
  const first = strongestOf(hits);
  if (first === null && weighed === 0) return { ...QUIET, kinds: [], spans: [] };
  const ruled = first?.level ?? 0;
  const about = aboutOf(hits, role);
  const kinds = kindsOf(hits, about);
  return {
    level: Math.max(ruled, weighed) as CrisisLevel,
    kinds: kinds.length === 0 ? ['self-harm'] : kinds,
    about,
    spans: spansOf(hits, plain),
    decidedBy: first !== null && ruled >= weighed ? first.rule : 'weights',
    indirect: hits.every((hit) => hit.indirect),
  };
};
