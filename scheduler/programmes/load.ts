/** Loading a programme: yaml → zod → inspect. A file with anything wrong in it is refused as a whole. */
import { dataFile, parseDefinition, readDefinition } from './definition.js';
import { DefinitionError } from './errors.js';
import { inspectProgramme } from './inspect.js';
import { programmeSchema, type Programme } from './schema.js';

/** Path of a programme that comes with the project: `programmeFile('golden-three-months')`. */
export function programmeFile(name: string): string {
  return dataFile(`scheduler/programmes/${name}.yaml`);
}

/**
 * Loads and checks a programme file (default: the golden three months).
 * Throws DefinitionError that lists every problem with its path, the value and what was expected.
 */
export function loadProgramme(file = programmeFile('golden-three-months')): Programme {
  return inspected(readDefinition(file, programmeSchema), file);
}

/** Same from text; `file` only names it in errors. */
export function parseProgramme(text: string, file = '(text)'): Programme {
  return inspected(parseDefinition(text, file, programmeSchema), file);
}

function inspected(programme: Programme, file: string): Programme {
  const problems = inspectProgramme(programme);
  if (problems.length > 0) throw new DefinitionError('definition.sense', file, problems);
  return programme;
}
