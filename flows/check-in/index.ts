import type { Flow } from '../engine/types.js';
import { checkIn } from './check-in.js';
import { reachMe } from './reach-me.js';
import { screening } from './screening.js';
import { reachOut, silence } from './silence.js';
import { weeklyCheck } from './weekly-check.js';

/** Check-ins, the ladder when they stay unanswered, and "someone should contact me". */
export const checkInFlows: readonly Flow[] = [checkIn, weeklyCheck, screening, reachMe, silence, reachOut];
