import { simulateSeeds } from './long.js';

simulateSeeds(11, 20);
