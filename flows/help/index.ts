import type { Flow } from '../engine/types.js';
import { coping, copingTimer } from './coping.js';
import { help, numbers } from './help.js';

export { helpButton, helpLine } from './help.js';

/** Help without words: numbers, people, and small steps for a bad moment. */
export const helpFlows: readonly Flow[] = [help, numbers, coping, copingTimer];
