import type { Flow } from '../engine/types.js';
import { alertFlow } from './alert.js';
import { alertFamily } from './alert-family.js';
import { alertLower } from './alert-lower.js';
import { alertPhone, myPhone } from './phone.js';
import { alerts } from './alerts.js';
import { crisisLog } from './log.js';
import { clientMinor } from './minor.js';
import { alertChain } from './chain-flow.js';
import { crisis } from './crisis.js';
import { crisisFailed } from './failed.js';
import { followUp } from './follow-up.js';
import { relayAlert, relayBack } from './write.js';
import { crisisInfo, crisisRest, crisisWord } from './words.js';

/** The crisis path: what follows a card, the chain of people, the alert in their hands, and coming back afterwards. */
export const crisisFlows: readonly Flow[] = [
  crisis,
  crisisWord,
  crisisInfo,
  crisisRest,
  crisisFailed,
  relayAlert,
  relayBack,
  followUp,
  alertChain,
  alertFlow,
  alerts,
  alertLower,
  alertFamily,
  alertPhone,
  myPhone,
  crisisLog,
  clientMinor,
];
