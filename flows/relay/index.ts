import type { Flow } from '../engine/types.js';
import { relay } from './relay.js';

/** Flows that carry words between two people. */
export const relayFlows: readonly Flow[] = [relay];
