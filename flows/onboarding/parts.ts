import type { SayEffect } from '../core-effects.js';
import { text, type Param, type Text } from '../engine/text.js';
import type { Option, Role } from '../engine/types.js';

/** Every role there is. */
export const everybody: readonly Role[] = [
  'stranger',
  'client',
  'family',
  'worker',
  'supervisor',
  'operator',
];

/** Letters of a pseudonym. */
const aliasMax = 20;

/** A reply to the person of this turn. `kind` is kept after the words are gone. */
export function tell(kind: string, ...paragraphs: readonly Text[]): SayEffect {
  return { do: 'say', to: 'me', paragraphs, kind };
}

/** A local day for a placeholder. */
export function onDay(day: string): Param {
  // Noon in UTC: the same calendar day in every zone but the outermost islands.
  return { date: `${day}T12:00:00.000Z`, style: 'day' };
}

/** Why a pseudonym will not do; null when it does. */
export function aliasTrouble(alias: string): Text | null {
  if (Array.from(alias).length > aliasMax) return text('onboarding:alias.too-long', { max: aliasMax });
  // A long number is a telephone or an identity card: neither has any business here.
  if (/\d{6,}/u.test(alias.replace(/[\s-]/gu, ''))) return text('onboarding:alias.number');
  return null;
}

/** One more letter than a pseudonym may have, so that a longer one is noticed rather than cut. */
export const aliasRead = aliasMax + 1;

/** The languages, each called by its own name. */
export const languageOptions: readonly Option[] = ['zh-CN', 'en'].map((value) => ({
  value,
  label: text(`onboarding:language.${value}`),
}));

/** Hours that suit most; any other can be typed. */
export const hourOptions: readonly (readonly Option[])[] = [
  ['09:00', '12:30'],
  ['18:00', '20:00'],
].map((row) => row.map((value) => ({ value, label: text('onboarding:hour.at', { time: value }) })));

/** Whether a wall-clock time falls into hours in which nothing is sent unasked. */
export function isQuiet(time: string, quiet: { readonly from: string; readonly to: string }): boolean {
  return quiet.from <= quiet.to
    ? time >= quiet.from && time < quiet.to
    : time >= quiet.from || time < quiet.to;
}
