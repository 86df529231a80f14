import { it } from 'vitest';
import { flood, SEED } from './flood.js';

it(`1,000 generated messages do no harm (seed ${SEED})`, () => flood(1_000));
