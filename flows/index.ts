import { cardFlows } from './card/index.js';
import { checkInFlows } from './check-in/index.js';
import { staffFlows } from './staff/index.js';
import { addressFlows } from './addresses/index.js';
import { againFlows } from './again/index.js';
import { appointmentFlows } from './appointments/index.js';
import { familyFlows } from './family/index.js';
import { crisisFlows } from './crisis/index.js';
import type { Flow } from './engine/types.js';
import { helpFlows } from './help/index.js';
import { courseFlows } from './course/index.js';
import { leaveFlows } from './leave/index.js';
import { menuFlows } from './menu/index.js';
import { onboardingFlows } from './onboarding/index.js';
import { ownHandFlows } from './own-hand/index.js';
import { upkeepFlows } from './upkeep/index.js';
import { programmeFlows } from './programme/index.js';
import { rotaFlows } from './rota/index.js';

/** Every flow of the bot. */
export const allFlows: readonly Flow[] = [
  ...crisisFlows,
  ...helpFlows,
  ...appointmentFlows,
  ...familyFlows,
  ...staffFlows,
  ...menuFlows,
  ...onboardingFlows,
  ...ownHandFlows,
  ...checkInFlows,
  ...programmeFlows,
  ...leaveFlows,
  ...courseFlows,
  ...againFlows,
  ...upkeepFlows,
  ...addressFlows,
  ...rotaFlows,
  ...cardFlows,
];

/** The flows by id. Throws when two share one. */
export function flowMap(flows: readonly Flow[] = allFlows): ReadonlyMap<string, Flow> {
  const map = new Map(flows.map((flow) => [flow.id, flow]));
  if (map.size !== flows.length) throw new Error('expected every flow to have its own id, got one twice');
  return map;
}
