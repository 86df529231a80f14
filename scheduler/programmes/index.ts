/** Programmes as validated data. */
export * from './book.js';
export * from './errors.js';
export * from './inspect.js';
export * from './load.js';
export * from './move.js';
export * from './schema.js';
export * from './vocabulary.js';
export * from './when.js';
