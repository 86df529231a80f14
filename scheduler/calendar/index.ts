/** Working calendars of places. */
export * from './calendar.js';
export * from './schema.js';
