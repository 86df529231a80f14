import { simulateSeeds } from './long.js';

simulateSeeds(1, 10);
