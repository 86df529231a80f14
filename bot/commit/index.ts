import type { Effect } from '../../flows/effects.js';
import type { Turn } from '../turn/types.js';
import { againAppliers } from './again.js';
import { addressAppliers } from './links.js';
import { appointmentAppliers } from './appointments.js';
import { courseAppliers } from './course.js';
import { familyAppliers } from './family.js';
import { cardAppliers } from './card.js';
import { coreAppliers } from './core.js';
import { crisisAppliers } from './crisis.js';
import { checkInAppliers } from './check-in.js';
import { leaveAppliers } from './leave.js';
import { onboardingAppliers } from './onboarding.js';
import { rotaAppliers } from './rota.js';
import { staffAppliers } from './staff.js';
import { upkeepAppliers } from './upkeep.js';
import type { Applier, Appliers } from './types.js';

const appliers: Appliers = {
  ...coreAppliers,
  ...upkeepAppliers,
  ...crisisAppliers,
  ...appointmentAppliers,
  ...familyAppliers,
  ...staffAppliers,
  ...checkInAppliers,
  ...onboardingAppliers,
  ...addressAppliers,
  ...leaveAppliers,
  ...courseAppliers,
  ...againAppliers,
  ...rotaAppliers,
  ...cardAppliers,
};

/** The most effects that one turn may cause; more is a loop. */
const maxEffects = 500;

/** Applies the effects in order, then those that they caused, all in the turn's transaction. */
export async function applyAll(turn: Turn, effects: readonly Effect[]): Promise<void> {
  turn.more.push(...effects);
  for (let done = 0; turn.more.length > 0; done += 1) {
    if (done > maxEffects)
      throw new Error(`expected at most ${maxEffects} effects in one turn, got more; a loop`);
    const effect = turn.more.shift()!;
    await (appliers[effect.do] as Applier<Effect['do']>)(turn, effect as never);
  }
}
