/** The planner: pure, no I/O, no clock. Start at {@link plan}. */
export * from './compile.js';
export * from './ladder.js';
export * from './plan.js';
export * from './print.js';
export * from './public.js';
export * from './reasons.js';
export * from './reconcile.js';
export * from './slots.js';
export * from './types.js';
