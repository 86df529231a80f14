import type { FactLoaders } from '../turn/facts.js';
import { againLoaders } from './again.js';
import { addressLoaders } from './addresses.js';
import { cardLoaders } from './card.js';
import { checkInLoaders } from './check-in.js';
import { appointmentLoaders } from './appointments.js';
import { courseLoaders } from './course.js';
import { familyLoaders } from './family.js';
import { coreLoaders } from './core.js';
import { crisisLoaders } from './crisis.js';
import { leaveLoaders } from './leave.js';
import { noticeLoaders } from './notice.js';
import { onboardingLoaders } from './onboarding.js';
import { ownHandLoaders } from './own-hand.js';
import { relayLoaders } from './relay.js';
import { rotaLoaders } from './rota.js';
import { staffLoaders } from './staff.js';

/** Every fact's loader. */
export const loaders: FactLoaders = {
  ...coreLoaders,
  ...crisisLoaders,
  ...appointmentLoaders,
  ...familyLoaders,
  ...staffLoaders,
  ...relayLoaders,
  ...noticeLoaders,
  ...checkInLoaders,
  ...onboardingLoaders,
  ...ownHandLoaders,
  ...addressLoaders,
  ...leaveLoaders,
  ...courseLoaders,
  ...againLoaders,
  ...rotaLoaders,
  ...cardLoaders,
};
