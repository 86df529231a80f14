import type { Flow } from '../engine/types.js';
import { clientAgain } from './client-again.js';
import { againNews } from './news.js';
import { againOffer } from './offer.js';

/** A second release. */
export const againFlows: readonly Flow[] = [clientAgain, againOffer, againNews];
