import { fontFamily } from './render.js';

/** What the picture says; every line is whole, wrapping is done here. */
export interface CardPicture {
  readonly title: string;
  readonly sections: readonly { readonly title: string; readonly lines: readonly string[] }[];
  /** Numbers to ring, one a line. */
  readonly numbers: readonly string[];
}

const width = 1080;
const margin = 96;
const size = { title: 64, heading: 38, line: 46, number: 44 };
const colour = { paper: '#fbf7ef', ink: '#26363a', soft: '#5b7c7d', wave: '#9cc1bd' };

interface Row {
  readonly text: string;
  readonly size: number;
  readonly colour: string;
  /** Free space above, in pixels. */
  readonly above: number;
}

/** The card as an SVG that fits a phone's screen: calm, large, and without a word that tells what it is for. */
export function cardSvg(picture: CardPicture): string {
  const rows = rowsOf(picture);
  let y = 150;
  const drawn = rows.map((row) => {
    y += row.above + row.size * 1.35;
    return `<text x="${margin}" y="${y.toFixed(0)}" font-size="${row.size}" fill="${row.colour}">${escapeXml(row.text)}</text>`;
  });
  const height = Math.ceil(y + 170);
  const wave = (at: number) =>
    `<path d="M0 ${at} q 135 -46 270 0 t 270 0 t 270 0 t 270 0" fill="none" stroke="${colour.wave}" stroke-width="7"/>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="${fontFamily}">`,
    `<rect width="${width}" height="${height}" fill="${colour.paper}"/>`,
    wave(84),
    ...drawn,
    wave(height - 70),
    '</svg>',
  ].join('\n');
}

function rowsOf({ title, sections, numbers }: CardPicture): Row[] {
  const row = (text: string, kind: keyof typeof size, above: number): Row => ({
    text,
    size: size[kind],
    colour: kind === 'heading' ? colour.soft : colour.ink,
    above,
  });
  const lines = (texts: readonly string[], kind: 'line' | 'number') =>
    texts.flatMap((text) =>
      wrap(text, (width - 2 * margin) / size[kind]).map((part, index) =>
        row(part, kind, index === 0 ? 12 : 0),
      ),
    );
  return [
    row(title, 'title', 0),
    ...sections.flatMap((section) => [row(section.title, 'heading', 44), ...lines(section.lines, 'line')]),
    ...lines(numbers, 'number').map((one, index) => (index === 0 ? { ...one, above: 60 } : one)),
  ];
}

/** Breaks a text into rows of at most `most` ems: after any Chinese character, at blanks in Latin where there are any. */
export function wrap(text: string, most: number): string[] {
  const rows: string[] = [];
  let row = '';
  for (const piece of clean(text).match(/[\u0020-\u024f]+?(?:\s+|$|(?=[^\u0020-\u024f]))|./gsu) ?? []) {
    if (row !== '' && ems(row + piece.trimEnd()) > most) {
      rows.push(row.trimEnd());
      row = '';
    }
    row += piece;
    while (ems(row) > most) {
      const letters = Array.from(row);
      let cut = letters.length;
      while (cut > 1 && ems(letters.slice(0, cut).join('')) > most) cut -= 1;
      rows.push(letters.slice(0, cut).join(''));
      row = letters.slice(cut).join('');
    }
  }
  return row.trim() === '' ? rows : [...rows, row.trimEnd()];
}

/** The fonts have no pictures in them: an emoji would be an empty box. */
function clean(text: string): string {
  return text
    .replace(/\p{Extended_Pictographic}|[\uFE0F\u200D]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Width in ems: Chinese is square, Latin about half. */
function ems(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + (letter < '\u0250' ? 0.58 : 1), 0);
}

function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
