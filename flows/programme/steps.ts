import type { Flow, JsonObject } from '../engine/types.js';
import { groupFlow } from './group.js';
import { quickFlow } from './quick.js';

const part = (args: JsonObject): string => String(args['part'] ?? 'default');
const support = (reason: string) => ({ kind: 'support', reason }) as const;

/** The steps of the programme that take one tap. Their texts are in `programme.yaml`. */
export const quickSteps: readonly Flow[] = [
  quickFlow({ id: 'gate-day', choices: { ok: {}, pickup: { task: support('gate-day') } } }),
  quickFlow({ id: 'papers', part, choices: { done: {}, later: {}, help: { task: support('papers') } } }),
  groupFlow,
  quickFlow({ id: 'buddy', choices: { yes: { task: support('buddy') }, 'not-now': {} } }),
  quickFlow({
    id: 'benefits',
    choices: {
      income: { task: support('benefit-income') },
      medical: { task: support('benefit-medical') },
      housing: { task: support('benefit-housing') },
      none: {},
    },
  }),
  quickFlow({
    id: 'job-follow-up',
    part,
    choices: { working: {}, looking: {}, help: { task: support('job') }, 'not-now': {} },
  }),
  quickFlow({ id: 'activity', choices: { join: { task: support('activity') }, 'not-now': {} } }),
];
