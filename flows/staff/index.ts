import type { Flow } from '../engine/types.js';
import { noticeFlows } from '../notice/index.js';
import { relayFlows } from '../relay/index.js';
import { caseload } from './caseload.js';
import { clientCard } from './client-card.js';
import { clientRecord, clientTemplate } from './client-record.js';
import { clientStatus } from './client-status.js';
import { digest } from './digest.js';
import { invite } from './invite.js';
import { overdue } from './overdue.js';
import { taskCard } from './task-card.js';
import { task } from './task.js';
import { today } from './today.js';

/** The workers' flows, with notices and the relay. */
export const staffFlows: readonly Flow[] = [
  today,
  task,
  taskCard,
  digest,
  overdue,
  caseload,
  clientCard,
  clientStatus,
  clientRecord,
  clientTemplate,
  invite,
  ...relayFlows,
  ...noticeFlows,
];
