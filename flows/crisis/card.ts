import { text, type Text } from '../engine/text.js';
import type { Variant } from './variants.js';

/** What a card depends on. */
export interface CardChoice {
  readonly level: 2 | 3;
  readonly variant: Variant;
  /** The one who writes is the one in danger, or tells of somebody else. */
  readonly audience: 'self' | 'other';
  /** `calling`: the on-call person is being paged · `nobody`: nobody is on call · `untold`: nobody is told yet. */
  readonly status: 'calling' | 'nobody' | 'untold';
  /** Whom it is about is under 18; where that is the one who writes, a grown-up whom they trust is named too. */
  readonly minor?: boolean;
  /** Naloxone is available in this place: an operator's switch. */
  readonly naloxone: boolean;
}

/**
 * The fixed text of a card, numbers first (`docs/domain.md` §5). `lines` are the numbers, one a line.
 * Nothing in it depends on what the person wrote but the kind.
 */
export function cardTexts(lines: string, card: CardChoice): Text[] {
  const urgency = card.level === 3 ? 'now' : 'soon';
  const hasNaloxone = card.naloxone && card.variant === 'overdose';
  return [
    text('crisis:line.shown', { lines }),
    text(`crisis:card.${urgency}.${card.audience}.${card.variant}`),
    ...(card.minor === true && card.audience === 'self' ? [text('crisis:card.minor')] : []),
    ...(hasNaloxone ? [text('crisis:card.naloxone')] : []),
    text(`crisis:card.${card.status}`),
    text('crisis:card.program'),
  ];
}

/** The short card for somebody who has had the whole one minutes ago: the numbers again. */
export function shortCardTexts(lines: string): Text[] {
  return [text('crisis:line.shown', { lines }), text('crisis:card.again'), text('crisis:card.program')];
}

/** What is said into a group when the writer cannot be reached in private: nothing about anyone. */
export function groupCardTexts(lines: string): Text[] {
  return [text('crisis:line.shown', { lines }), text('crisis:card.group'), text('crisis:card.program')];
}
