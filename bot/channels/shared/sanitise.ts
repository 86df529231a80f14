/** The longest inbound text we keep, in UTF-16 code units; above every provider's own limit for one message. */
export const MAX_INBOUND_TEXT = 8_000;

/** Half a surrogate pair; databases and JSON of other systems choke on it. */
const BROKEN = /\p{Surrogate}/gu;

/**
 * Control characters, and marks that hide or reorder text (zero-width space, word joiner, byte-order mark, bidi
 * overrides): they would let a text look different to a worker than to the crisis gate. Line feed, tab and the
 * joiner inside emoji stay.
 */

const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;

/**
 * Text of a stranger made safe to store and to show: line ends as `\n`, no control or reordering characters, broken
 * surrogates as U+FFFD, at most `max` UTF-16 code units. Anything that is not a string is an empty text.
 *
 * @example sanitiseText('a\u0000b\r\nc') // 'ab\nc'
 */
export function sanitiseText(value: unknown, max: number = MAX_INBOUND_TEXT): string {
  if (typeof value !== 'string') return '';
  const capped = value.length > max ? dropHalfPair(value.slice(0, max)) : value;
  return capped
    .replace(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
    .replace(HIDDEN, '')
    .replace(BROKEN, '\ufffd');
}

function dropHalfPair(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}
