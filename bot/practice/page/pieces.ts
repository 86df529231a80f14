/** A part of a message: plain lines, a number to call at the start of a line, with whose it is, or an invitation link. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tel'; readonly shown: string; readonly number: string; readonly whose: string }
  | { readonly kind: 'invite'; readonly code: string };

const TEL_LINE = /^\s*(\+?\d(?:[\d -]{1,17}\d))\s*$/;
/** `120 急救`, `400-161-9995 volunteers`: not just any count of things, so short numbers are those of emergencies. */
const TEL_NAMED = /^\s*(1[12]\d|19\d\d|9(?:11|88|99)|\+?\d(?:[ -]?\d){4,16}) (?!年)(\D.*)$/;
const DATE_LINE = /^\s*\d{4}-\d{1,2}-\d{1,2}(?!\d)/;
const INVITE = /\S*#invite=([\w%-]+)/;

/** What a phone that opens an invitation link says; the code of it, or null for any other text. */
export function openedCode(text: string): string | null {
  return /^\/start (\S+)$/.exec(text)?.[1] ?? null;
}

/**
 * Takes a message apart for showing.
 *
 * @example pieces('打这个号：\n12356 心理援助') // text '打这个号：', tel '12356' whose '心理援助'
 */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  for (const line of text.split('\n')) addLine(found, line);
  return found;
}

function addLine(found: Piece[], line: string): void {
  const tel = DATE_LINE.test(line) ? null : (TEL_LINE.exec(line) ?? TEL_NAMED.exec(line));
  if (tel?.[1] !== undefined) {
    const [, shown, whose = ''] = tel;
    found.push({ kind: 'tel', shown, number: shown.replace(/[^\d+]/g, ''), whose: whose.trim() });
    return;
  }
  const invite = INVITE.exec(line);
  if (invite?.[1] === undefined) {
    addText(found, line);
    return;
  }
  const before = line.slice(0, invite.index).trimEnd();
  const after = line.slice(invite.index + invite[0].length).trimStart();
  if (before !== '') addText(found, before);
  found.push({ kind: 'invite', code: decoded(invite[1]) });
  if (after !== '') addLine(found, after);
}

function decoded(code: string): string {
  try {
    return decodeURIComponent(code);
  } catch {
    return code;
  }
}

function addText(found: Piece[], line: string): void {
  const last = found.at(-1);
  if (last?.kind === 'text') found[found.length - 1] = { kind: 'text', text: `${last.text}\n${line}` };
  else if (line.trim() !== '') found.push({ kind: 'text', text: line });
}
