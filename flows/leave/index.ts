import type { Flow } from '../engine/types.js';
import { leave } from './ask.js';
import { leaveAnswer, leaveBack, leaveCover, leaveLate, leaveOver } from './back.js';
import { leaveDecide } from './decide.js';

/** Leave and return (请销假). */
export const leaveFlows: readonly Flow[] = [
  leave,
  leaveDecide,
  leaveAnswer,
  leaveOver,
  leaveLate,
  leaveBack,
  leaveCover,
];
