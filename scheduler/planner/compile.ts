/** What a programme says, computed once: ranks, minutes, lookups. Plans of thousands of people share it. */
import { CATEGORIES, type Category, type Programme, type Step } from '../programmes/index.js';
import { minutesOf } from '../zone/index.js';

/** A step with its numbers. */
export interface CompiledStep {
  readonly step: Step;
  /** position in the file: the tie-breaker */
  readonly index: number;
  /** of its category, 0 highest */
  readonly rank: number;
  /** true when other steps may fold into it */
  readonly isHost: boolean;
}

/** A programme ready for planning. */
export interface CompiledProgramme {
  readonly programme: Programme;
  readonly steps: readonly CompiledStep[];
  readonly byId: ReadonlyMap<string, CompiledStep>;
  readonly quietFrom: number;
  readonly quietTo: number;
  /** minutes after midnight of "the evening before" */
  readonly evening: number;
}

const compiled = new WeakMap<Programme, CompiledProgramme>();

/** The compiled form of a programme, made at its first use and kept as long as the programme is. */
export function compileProgramme(programme: Programme): CompiledProgramme {
  let ready = compiled.get(programme);
  if (ready === undefined) {
    ready = compile(programme);
    compiled.set(programme, ready);
  }
  return ready;
}

function compile(programme: Programme): CompiledProgramme {
  const ranks = new Map<Category, number>(programme.priority.map((category, i) => [category, i]));
  const hosts = new Set(programme.steps.map((step) => step.fold?.into));
  const steps = programme.steps.map((step, index) => ({
    step,
    index,
    rank: ranks.get(step.category) ?? CATEGORIES.length,
    isHost: step.when.on === 'cadence' || hosts.has(step.id),
  }));
  const quietFrom = minutesOf(programme.quietHours.from);
  return {
    programme,
    steps,
    byId: new Map(steps.map((step) => [step.step.id, step])),
    quietFrom,
    quietTo: minutesOf(programme.quietHours.to),
    evening: (quietFrom - programme.eveningBeforeQuietMinutes + 1440) % 1440,
  };
}
