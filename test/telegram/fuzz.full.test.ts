import { describe, it } from 'vitest';
import { flood } from './flood.js';
import { libraries } from './libraries.js';

const seed = 20_261_202;

describe(`10,000 malformed updates (seed ${seed})`, () => {
  it.each(libraries)('pass through $name: nothing thrown, nothing sent, memory flat', ({ create }) =>
    flood(create, 10_000, seed),
  );
});
