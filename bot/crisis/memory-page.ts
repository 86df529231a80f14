import type { Text } from '../../flows/engine/text.js';
import type { Locales } from '../../locales/index.js';
import { defaultRegion } from './hotlines.js';
import type { CrisisMemory, KnownContact } from './memory.js';
import { ownPlace } from './place.js';
import type { GateResult } from './types.js';

/**
 * What somebody on call reads while the alert cannot be written: who, what to do, and why there is no button. At level 2
 * no kind: the person has not agreed to more than nothing. Never a word of theirs.
 */
export function memoryPageText(
  { memory, locales }: { readonly memory: CrisisMemory; readonly locales: Locales },
  result: GateResult,
  locale: string,
  isAgain: boolean,
): string {
  const known = memory.contact(result.person);
  const isKnown = known !== null && known.alias !== '';
  const urgency = result.level === 3 ? 'now' : 'soon';
  const key = `crisis:page.memory.${isKnown ? urgency : `stranger-${urgency}`}`;
  const lines: Text[] = [
    ...(isAgain ? [{ key: 'crisis:page.memory.again' }] : []),
    { key, params: { who: whoOf(isKnown ? known : null, result.about) } },
    ...(result.level === 3 && result.kinds.includes('violence') ? [{ key: 'crisis:page.act.violence' }] : []),
  ];
  const place = ownPlace(memory.station()?.region ?? defaultRegion);
  return lines.map((line) => locales.render(line, locale, 'UTC', place)).join('\n');
}

function whoOf(known: KnownContact | null, about: GateResult['about']): Text {
  if (known === null) return { key: 'crisis:page.who.stranger' };
  const manner = known.role === 'family' ? 'family' : about === 'other' ? 'near' : 'client';
  return { key: `crisis:page.who.${manner}`, params: { alias: known.alias } };
}
