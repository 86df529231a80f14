import { readFileSync } from 'node:fs';
import { parseDefinition } from '../../scheduler/programmes/definition.js';
import { DefinitionError } from '../../scheduler/programmes/errors.js';
import { inspectStation } from './inspect.js';
import { stationFile, type StationFile } from './station-file.js';

/**
 * Reads a station's file. Throws DefinitionError with every problem: path, value, what was expected.
 * A file in another encoding than UTF-8 is refused, never guessed: a wrong name would be shown to people.
 */
export function readStationFile(file: string): StationFile {
  const station = parseDefinition(decode(file), file, stationFile);
  const problems = inspectStation(station);
  if (problems.length > 0) throw new DefinitionError('definition.sense', file, problems);
  return station;
}

function decode(file: string): string {
  const bytes = read(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreadable(
      file,
      'UTF-8',
      encodingOf(bytes),
      'save it as UTF-8 (for example: iconv -f GB18030 -t UTF-8)',
    );
  }
}

function read(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    throw unreadable(file, 'a readable file', 'none', 'check the path and that the file may be read');
  }
}

/** Names the likely encoding, for the error only. */
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
