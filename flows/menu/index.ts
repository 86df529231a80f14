import type { Flow } from '../engine/types.js';
import { hello, menu, settings, sorry } from './menu.js';

/** The menu, what nobody else understands, and an apology. */
export const menuFlows: readonly Flow[] = [menu, hello, settings, sorry];
