/** Where a text may be cut, best first. Each matches up to and including the end of a unit. */
const SEAMS: readonly RegExp[] = [
  /\n[ \t]*\n\s*/gu,
  /\n\s*/gu,
  /[。！？!?…]+[”’」』）)"']*\s*|\.["')]*\s+/gu,
  /[；;，、：]\s*|[,:]\s+/gu,
  /\s+/gu,
];

/** What must stay in one piece so that it can be tapped or dialled: links and telephone numbers. */
const UNBROKEN = /(?:https?|tg):\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+|\+?\d[\d\- ]{1,22}\d/giu;

/** Marks that belong to the character before them: joiners, variation selectors, combining marks, skin tones. */
const CLINGS = /^(?:[\u200d\ufe0e\ufe0f]|\p{M}|[\u{1f3fb}-\u{1f3ff}])/u;

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Cuts a long text into messages of at most `max` UTF-16 code units: at the end of a paragraph, else of a line, a
 * sentence, a clause, a word; never inside a surrogate pair, a link or a telephone number that fits into one
 * message. White space at the cuts is dropped. An empty text gives no message.
 *
 * @throws RangeError when `max` is below 2 (a surrogate pair would not fit).
 * @example splitText('第一句。第二句。', 5) // ['第一句。', '第二句。']
 */
export function splitText(text: string, max: number): string[] {
  if (max < 2)
    throw new RangeError(`expected at least 2 code units for a message, got ${max}; raise maxText`);
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const cut = cutPoint(rest, max);
    pieces.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
}

function cutPoint(text: string, max: number): number {
  const unbroken = spansAround(text, max);
  const head = text.slice(0, max + 1);
  for (const seam of SEAMS) {
    const cut = lastSeam(head, seam, max, unbroken);
    // A seam in the first third would give a stub of a message: rather a lesser seam further on.
    if (cut >= max / 3) return cut;
  }
  return hardCut(text, max, unbroken);
}

/** The end of the last unit whose visible part fits into `max`; 0 when there is none. */
function lastSeam(head: string, seam: RegExp, max: number, unbroken: readonly Span[]): number {
  let best = 0;
  for (const match of head.matchAll(seam)) {
    const end = match.index + match[0].length;
    const visible = match.index + match[0].trimEnd().length;
    if (visible <= max && !isInside(visible, unbroken)) best = end;
  }
  return Math.min(best, max);
}

function spansAround(text: string, max: number): Span[] {
  const reach = text.slice(0, max * 2);
  return [...reach.matchAll(UNBROKEN)]
    .map((match) => ({ from: match.index, to: match.index + match[0].length }))
    .filter((span) => span.to - span.from <= max);
}

const isInside = (at: number, spans: readonly Span[]): boolean => spans.some((s) => s.from < at && at < s.to);

/** No seam at all: before the link or number that would be cut, else between two whole characters. */
function hardCut(text: string, max: number, unbroken: readonly Span[]): number {
  const crossed = unbroken.find((span) => span.from < max && max < span.to);
  if (crossed !== undefined && crossed.from > 0) return crossed.from;
  let cut = max;
  while (cut > max / 2 && !isBetweenCharacters(text, cut)) cut -= 1;
  return isPair(text, cut) ? cut - 1 : cut;
}

function isBetweenCharacters(text: string, at: number): boolean {
  return !isPair(text, at) && text[at - 1] !== '\u200d' && !CLINGS.test(text.slice(at, at + 2));
}

function isPair(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}
