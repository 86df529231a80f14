import { it } from 'vitest';
import { flood, SEED } from './flood.js';

it(`10,000 generated messages do no harm (seed ${SEED})`, () => flood(10_000));
