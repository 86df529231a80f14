/**
 * Text made plain: half width, lower case, simplified characters, no marks between characters that belong together.
 * `\n` ends a sentence, `，` a clause, one blank stands between Latin words. `start[i]` and `end[i]` are the offsets in
 * the original text of the piece that unit `i` came from.
 */
export interface PlainText {
  text: string;
  start: Int32Array;
  end: Int32Array;
}

/** As many units as fit into the arguments of one call with room to spare. */
const CHUNK = 8_192;

/** A plain text that is being written, unit by unit. */
export class Draft {
  codes: Uint16Array;
  start: Int32Array;
  end: Int32Array;
  length = 0;

  constructor(expected: number) {
    const room = expected + (expected >> 2) + 16;
    this.codes = new Uint16Array(room);
    this.start = new Int32Array(room);
    this.end = new Int32Array(room);
  }

  push(code: number, start: number, end: number): void {
    if (this.length === this.codes.length) this.grow(2 * this.length);
    this.codes[this.length] = code;
    this.start[this.length] = start;
    this.end[this.length] = end;
    this.length += 1;
  }

  /** Adds the units of another text from `from` to `to`. */
  copy({ text, start, end }: PlainText, from: number, to: number): void {
    for (let i = from; i < to; i += 1) this.push(text.charCodeAt(i), start[i]!, end[i]!);
  }

  done(): PlainText {
    const { codes, start, end, length } = this;
    let text = '';
    for (let from = 0; from < length; from += CHUNK)
      text += String.fromCharCode(...codes.subarray(from, Math.min(length, from + CHUNK)));
    return { text, start: start.subarray(0, length), end: end.subarray(0, length) };
  }

  private grow(room: number): void {
    const { codes, start, end } = this;
    this.codes = new Uint16Array(room);
    this.start = new Int32Array(room);
    this.end = new Int32Array(room);
    this.codes.set(codes);
    this.start.set(start);
    this.end.set(end);
  }
}
