import type { AgainLookUps } from './again/facts.js';
import type { AddressFacts } from './addresses/facts.js';
import type { CardLooks } from './card/facts.js';
import type { StaffFacts } from './staff/facts.js';
import type { AppointmentsFacts } from './appointments/facts.js';
import type { FamilyFacts } from './family/facts.js';
import type { CheckInFacts } from './check-in/facts.js';
import type { CoreFacts } from './core-facts.js';
import type { CrisisFacts } from './crisis/facts.js';
import type { OnboardingFacts } from './onboarding/facts.js';
import type { CourseLookUps } from './course/facts.js';
import type { LeaveLookUps } from './leave/facts.js';
import type { OwnHandFacts } from './own-hand/facts.js';
import type { RotaFacts } from './rota/facts.js';

/**
 * Everything that a flow can look up, by name. Plain synchronous functions for the flow; each has exactly one
 * loader in `bot/facts/`, which also decides what this viewer may see.
 */
export interface Facts
  extends
    CoreFacts,
    AddressFacts,
    CrisisFacts,
    AppointmentsFacts,
    FamilyFacts,
    CheckInFacts,
    StaffFacts,
    OnboardingFacts,
    OwnHandFacts,
    LeaveLookUps,
    CourseLookUps,
    AgainLookUps,
    RotaFacts,
    CardLooks {}

export type FactName = keyof Facts;

/** Thrown by a look-up that has not been loaded yet; the turn is run again once it is. */
export class FactMissing extends Error {
  constructor(
    readonly fact: FactName,
    readonly args: readonly string[],
  ) {
    super(`fact ${fact} is not loaded`);
    this.name = 'FactMissing';
  }
}
