import type { Flow } from '../engine/types.js';
import { clientCourse } from './client-course.js';
import { farewell, thirdYear } from './third-year.js';

/** How a follow-up goes on after the golden three months, and how it ends. */
export const courseFlows: readonly Flow[] = [clientCourse, thirdYear, farewell];
