/** The crisis gate and what it works from: cards, numbers, memory. */
export { createCrisis, type Crisis, type CrisisParts } from './assemble.js';
export { createCards, numbersOf, type CardRequest, type Cards } from './cards.js';
export { checkCover, checkHotlines, type CrisisProblem } from './check.js';
export { createGate, type Gate, type GateDeps } from './gate.js';
export { loadHotlines, ownHotlines, selectLines, showLine, type HotlineBook } from './hotlines.js';
export { cardWriting, createMemory, warm, type CrisisMemory } from './memory.js';
export { createMemoryPager, type MemoryPager } from './memory-pager.js';
export { recordCard } from './record.js';
export type { GateCard, GateResult } from './types.js';
export { isViolenceFlagged } from './violence.js';
