import type { AgainEffect } from './again/effects.js';
import type { AddressEffect } from './addresses/effects.js';
import type { CardEffect } from './card/effects.js';
import type { CheckInEffect } from './check-in/effects.js';
import type { CoreEffect } from './core-effects.js';
import type { CrisisEffect } from './crisis/effects.js';
import type { FamilyEffect } from './family/effects.js';
import type { OnboardingEffect } from './onboarding/effects.js';
import type { AppointmentEffect } from './appointments/effects.js';
import type { CourseEffect } from './course/effects.js';
import type { LeaveEffect } from './leave/effects.js';
import type { UpkeepEffect } from './upkeep/effects.js';
import type { RotaEffect } from './rota/effects.js';
import type { StaffEffect } from './staff/effects.js';

/** Everything that a flow can cause; a closed set. Each has exactly one applier in `bot/commit/`. */
export type Effect =
  | CoreEffect
  | OnboardingEffect
  | CheckInEffect
  | AppointmentEffect
  | CrisisEffect
  | StaffEffect
  | FamilyEffect
  | AddressEffect
  | LeaveEffect
  | CourseEffect
  | AgainEffect
  | RotaEffect
  | CardEffect
  | UpkeepEffect;

/** The effect with this name. */
export type EffectOf<Name extends Effect['do']> = Extract<Effect, { do: Name }>;
