import { parseDefinition } from '../../scheduler/programmes/definition.js';
import { DefinitionError } from '../../scheduler/programmes/errors.js';
import { readText } from '../../scheduler/programmes/read-text.js';
import { inspectStation } from './inspect.js';
import { stationFile, type StationFile } from './station-file.js';

/**
 * Reads a station's file. Throws DefinitionError with every problem: path, value, what was expected.
 * A file in another encoding than UTF-8 is refused, never guessed: a wrong name would be shown to people.
 */
export function readStationFile(file: string): StationFile {
  const station = parseDefinition(readText(file), file, stationFile);
  const problems = inspectStation(station);
  if (problems.length > 0) throw new DefinitionError('definition.sense', file, problems);
  return station;
}
