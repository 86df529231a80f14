/** Wall clocks: dates, zones, quiet hours. Pure; knows nothing of programmes. */
export * from './date.js';
export * from './quiet.js';
export * from './zone.js';
