import { text, type Text } from '../engine/text.js';
import type { Moment } from './after.js';
import type { AlertFacts } from './facts.js';
import { variantOf } from './variants.js';

type About = Pick<AlertFacts, 'who' | 'kinds'>;

/** Whoever writes tells of somebody else: a relative, a friend, a stranger who stands beside them. */
export function isOfAnother({ who, kinds }: About): boolean {
  if (who.manner === 'reported' || who.manner === 'near') return true;
  return who.manner !== 'client' && kinds.includes('other-person');
}

/** How is it now: asked of the one who writes, about them or about the other. */
export function howText(alert: About, moment: Moment): Text {
  return text(`crisis:follow-up.${isOfAnother(alert) ? 'other.' : ''}${moment}`);
}

/** The first night is not over yet at these. */
const tonight: readonly Moment[] = ['minutes', 'hour'];

/** What is said to "better": what still matters after this kind of danger, to the one it matters for. */
export function betterText(alert: About, moment: Moment): Text {
  const variant = variantOf(alert.kinds);
  const isHarm = variant === 'violence' || variant === 'child-at-risk';
  if (isOfAnother(alert)) {
    const isBody = variant === 'overdose' || variant === 'withdrawal';
    return text(`crisis:follow-up.better-other${isHarm ? '-violence' : isBody ? '-body' : ''}`);
  }
  if (isHarm) return text('crisis:follow-up.better-violence');
  return text(`crisis:follow-up.better${tonight.includes(moment) ? '' : '-later'}`);
}
