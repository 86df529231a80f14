import type { Flow } from '../engine/types.js';
import { firstNight } from './arrival.js';
import { contactData, deedFlows, noteFlows } from './deeds.js';
import { jobProfile } from './job-profile.js';
import { quickSteps } from './steps.js';

/** The steps of the golden three months that are no check-in, appointment or family matter. */
export const programmeFlows: readonly Flow[] = [
  firstNight,
  contactData,
  jobProfile,
  ...deedFlows,
  ...noteFlows,
  ...quickSteps,
];
