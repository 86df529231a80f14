import type { Flow } from '../engine/types.js';
import { noticeDeliver, noticeProgress } from './deliver.js';
import { noticeOff, noticeOn } from './mute.js';
import { notice } from './notice.js';

/** Flows of notices. */
export const noticeFlows: readonly Flow[] = [notice, noticeDeliver, noticeProgress, noticeOff, noticeOn];
