import type { CrisisKind, CrisisLevel } from './triage/types.js';

/** Which fixed text fits: the most urgent of what a message is about; `danger` when the kind is not known. */
export const variants = [
  'overdose',
  'violence',
  'withdrawal',
  'body',
  'self-harm',
  'child-at-risk',
  'lapse',
  'danger',
] as const;
/** One of {@link variants}. */
export type Variant = (typeof variants)[number];

/** What a line is for; the numbers themselves are data (`locales/hotlines/`). */
export const purposes = [
  'ambulance',
  'police',
  'fire',
  'mind',
  'listen',
  'youth',
  'women',
  'law',
  'government',
  'work',
] as const;
/** One of {@link purposes}. */
export type Purpose = (typeof purposes)[number];

/**
 * The variant of a set of kinds. `urge` and `other-person` alone say nothing about the danger. A fit after stopping is
 * heard as both: its own card says the same first aid, and what the ambulance must be told.
 */
export function variantOf(kinds: readonly (CrisisKind | string)[]): Variant {
  if (kinds.includes('withdrawal') && kinds.includes('overdose')) return 'withdrawal';
  return variants.find((variant) => kinds.includes(variant)) ?? 'danger';
}

/** Whose numbers come first, by what is wrong (`docs/domain.md` §5). Level 3 always shows ambulance, police and mind. */
const atOnce: Record<Variant, readonly Purpose[]> = {
  overdose: ['ambulance', 'police', 'mind'],
  violence: ['police', 'ambulance', 'women', 'law', 'mind'],
  withdrawal: ['ambulance', 'police', 'mind'],
  body: ['ambulance', 'police', 'mind'],
  'self-harm': ['ambulance', 'police', 'mind', 'listen'],
  'child-at-risk': ['police', 'ambulance', 'youth', 'mind'],
  lapse: ['ambulance', 'police', 'mind'],
  danger: ['ambulance', 'police', 'mind'],
};

const soon: Record<Variant, readonly Purpose[]> = {
  overdose: ['ambulance', 'mind'],
  violence: ['women', 'police', 'law', 'mind'],
  withdrawal: ['ambulance', 'mind'],
  body: ['ambulance', 'mind'],
  'self-harm': ['mind', 'listen', 'ambulance'],
  'child-at-risk': ['youth', 'women', 'police', 'mind'],
  lapse: ['mind', 'ambulance'],
  danger: ['mind', 'listen', 'ambulance', 'police'],
};

/**
 * Which lines a card shows, in this order. Level 1 shows those who listen alone. Under 18 the line for young people
 * leads; where a life is in danger only ambulance and police stand before it.
 */
export function purposesFor(level: CrisisLevel, variant: Variant, isMinor = false): readonly Purpose[] {
  const usual = level >= 3 ? atOnce[variant] : level === 2 ? soon[variant] : (['mind', 'listen'] as const);
  if (!isMinor) return usual;
  const rescue: readonly Purpose[] = level >= 3 ? ['ambulance', 'police'] : [];
  const first = usual.filter((purpose) => rescue.includes(purpose));
  const others = usual.filter((purpose) => !rescue.includes(purpose) && purpose !== 'youth');
  return [...first, 'youth', ...others];
}

/** What somebody who asks for "the numbers" is shown: those of a bad night, not every office. */
export const nightPurposes: readonly Purpose[] = [
  'ambulance',
  'police',
  'fire',
  'mind',
  'listen',
  'women',
  'youth',
  'law',
];
