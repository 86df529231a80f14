import { readFileSync } from 'node:fs';
import { DefinitionError } from './errors.js';

/**
 * The text of a file, without a byte order mark. Throws DefinitionError for none and for another encoding than UTF-8,
 * which is never guessed: a wrong name would be shown to people.
 */
export function readText(file: string): string {
  const bytes = read(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const fix = 'save it as UTF-8 (for example: iconv -f GB18030 -t UTF-8)';
    throw unreadable(file, 'UTF-8', encodingOf(bytes), fix);
  }
}

function read(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    throw unreadable(file, 'a readable file', 'none', 'check the path and that the file may be read');
  }
}

/** Names the likely encoding of bytes that are no UTF-8, for an error only. */
function encodingOf(bytes: Uint8Array): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return 'UTF-16';
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    return 'what looks like GBK';
  } catch {
    return 'something else';
  }
}

function unreadable(file: string, expected: string, got: string, fix: string): DefinitionError {
  return new DefinitionError('definition.unreadable', file, [{ path: '', expected, got, fix }]);
}
