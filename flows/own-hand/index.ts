import type { Flow } from '../engine/types.js';
import { cancel } from './cancel.js';
import { hour, language, releaseDay } from './changes.js';
import { know, takeBackFlow } from './know.js';
import { inviteAgain, lost } from './lost.js';
import { myPlan } from './my-plan.js';
import { pause, pauseOver } from './pause.js';
import { comeBack, stop } from './stop.js';
import { giveWish, wishes } from './wishes.js';

/** What people do by themselves, at any time: stop, pause, change, look, take back. */
export const ownHandFlows: readonly Flow[] = [
  stop,
  comeBack,
  pause,
  pauseOver,
  hour,
  language,
  releaseDay,
  lost,
  inviteAgain,
  know,
  takeBackFlow,
  wishes,
  giveWish,
  myPlan,
  cancel,
];
