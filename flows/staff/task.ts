import { episodeKey } from '../again/episode.js';
import type { TaskKind } from '../core-effects.js';
import { defineFlow, end } from '../engine/define.js';
import type { Json, JsonObject, TurnContext } from '../engine/types.js';

interface PlannedTask {
  readonly kind: TaskKind;
  readonly reason: string;
}

/** What the plan asks of a worker (`args.kind` of the programme's `task` steps), as a kind of task with its reason. */
function plannedTask(args: JsonObject): PlannedTask | null {
  switch (args['kind']) {
    case 'call':
      return { kind: 'call', reason: args['part'] === 'block' ? 'call-block' : 'call-day' };
    case 'visit':
      return { kind: 'visit', reason: 'visit-day' };
    case 'review':
      return { kind: 'review', reason: reviewReason(args['part']) };
    case 'report-in-overdue':
      return { kind: 'report-in', reason: 'report-in-overdue' };
    case 'confirm-template':
      return { kind: 'confirm-template', reason: 'confirm-template' };
    case 'book-test':
      return { kind: 'book-test', reason: args['test'] === 'baseline' ? 'book-baseline' : 'book-scheduled' };
    default:
      return null;
  }
}

function reviewReason(part: Json | undefined): string {
  if (part === 'intake') return 'review-intake';
  if (part === 'exit') return 'review-exit';
  return part === 'end-papers' ? 'end-papers' : 'review-day';
}

/**
 * A step of the plan that is a worker's: opens the task for the client's worker, or for the first on call where the
 * client has none. Run by the system, from a due row with `clientId`, `kind`, `step`, `cycle` and `day`.
 */
export const task = defineFlow({
  id: 'task',
  roles: ['operator', 'worker', 'supervisor'],
  questions: {},
  open(args, { facts, now }) {
    const clientId = typeof args['clientId'] === 'string' ? args['clientId'] : null;
    const planned = plannedTask(args);
    const client = clientId === null ? null : facts.client(clientId);
    if (client === null || planned === null) return end(undecided(args, 'task-unknown'));
    const assigneeId = client.worker?.personId ?? standIn(facts);
    if (assigneeId === undefined) return end(undecided(args, 'task-no-assignee'));
    // A second release asks for the same things again.
    const of = client.enrolment === null ? client.personId : episodeKey(client.enrolment);
    return end({
      do: 'task.open',
      key: `plan:${of}:${String(args['step'])}:${String(args['cycle'])}`,
      ...planned,
      params: { alias: client.alias, ...dayOf(args, client.enrolment?.day), ...untilOf(args) },
      clientId,
      assigneeId,
      dueAt: now,
    });
  },
});

/** Whoever is on call first; the operator (position 3) sees no client's file. */
function standIn(facts: TurnContext['facts']): string | undefined {
  return facts.station().onCall.find(({ position }) => position < 3)?.personId;
}

function dayOf(args: JsonObject, today: number | undefined): JsonObject {
  const day = typeof args['day'] === 'number' ? args['day'] : today;
  return day === undefined ? {} : { day };
}

function untilOf(args: JsonObject): JsonObject {
  return typeof args['untilDay'] === 'number' ? { untilDay: args['untilDay'] } : {};
}

function undecided(args: JsonObject, code: string) {
  const { step, cycle, clientId } = args;
  return {
    do: 'decide',
    scope: `client:${String(clientId)}`,
    step: String(step),
    cycle: String(cycle),
    code,
  } as const;
}
