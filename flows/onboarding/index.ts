import type { Flow } from '../engine/types.js';
import { join } from './join.js';
import { staffWelcome } from './staff-welcome.js';
import { welcome } from './welcome.js';

/** From an invitation code to the first plan. */
export const onboardingFlows: readonly Flow[] = [join, welcome, staffWelcome];
