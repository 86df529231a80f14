import type { Effect } from '../effects.js';
import { choices, defineFlow, open, stay } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { JsonObject, Option, Outcome, Prompt, TurnContext } from '../engine/types.js';
import type { TaskFacts } from './facts.js';
import { isOutcome, signsOfLife, taskCards, tryAgain, type TaskDoor, type TaskOutcome } from './kinds.js';
import { inPairs, show } from './layout.js';
import { reasonOf, who } from './show.js';

/**
 * One task: what it is, why it is there, what to do. Every button names its own task, so that a tap on an older card
 * never closes another task. `do` is an outcome or `tomorrow`; `sure` skips the question whether to try again.
 */
export const taskCard = defineFlow({
  id: 'task-card',
  roles: ['worker', 'supervisor'],
  questions: {},
  open(args, context) {
    const found = context.facts.task(String(args['taskId']));
    if (found === null) return stay(tell('staff:task.gone'));
    if (found.closed !== null) return stay(tell('staff:task.closed-already'));
    const wanted = args['do'];
    if (wanted === 'take' && !found.isMine) return take(found);
    if (wanted === 'tomorrow') return snooze(found, context);
    if (typeof wanted !== 'string' || !isOutcome(found.kind, wanted)) return show('task', card(found));
    if (tryAgain.includes(wanted) && args['sure'] !== true) return show('task', again(found.id, wanted));
    return close(found, wanted);
  },
});

function card(found: TaskFacts): Prompt {
  const head = text('staff:task.head', { who: who(found.client), kind: text(`staff:kind.${found.kind}`) });
  const { outcomes, doors } = taskCards[found.kind];
  return choices(
    [head, reasonOf(found), text(`staff:task.hint.${found.kind}`)],
    ...inPairs(doors.flatMap((door) => doorOption(door, found))),
    ...inPairs([
      ...(found.isMine ? [] : [doing(found.id, 'take', 'staff:task.take', { do: 'take' })]),
      ...outcomes.map((outcome) => outcomeOption(found.id, outcome)),
      tomorrowOption(found.id),
    ]),
  );
}

function again(taskId: string, outcome: TaskOutcome): Prompt {
  return choices(
    [text('staff:task.again')],
    [
      doing(taskId, 'tomorrow', 'staff:task.try-tomorrow', { do: 'tomorrow' }),
      doing(taskId, 'enough', 'staff:task.enough', { do: outcome, sure: true }),
    ],
  );
}

/** A task that lay with somebody else. */
function take(found: TaskFacts): Outcome {
  return stay({ do: 'task.take', taskId: found.id }, tell('staff:task.taken', { who: who(found.client) }));
}

function snooze(found: TaskFacts, { facts }: TurnContext): Outcome {
  const morning = facts.nextWorkingMorning();
  return onward(
    found,
    { do: 'task.snooze', taskId: found.id, until: morning.at },
    tell('staff:task.snoozed', { on: morning.date }),
  );
}

function close(found: TaskFacts, outcome: TaskOutcome): Outcome {
  const effects: Effect[] = [{ do: 'task.close', taskId: found.id, outcome }];
  const clientId = found.client?.personId;
  if (clientId !== undefined && signsOfLife.includes(outcome)) {
    effects.push({ do: 'due.clear', group: `silence:${clientId}`, reason: 'worker-reached' });
  }
  effects.push(
    tell('staff:task.done', { who: who(found.client), outcome: text(`staff:outcome.${outcome}`) }),
  );
  if (clientId !== undefined && outcome === 'reported') {
    return open('client-record', { clientId, what: 'reported' }, ...effects);
  }
  return onward(found, ...effects);
}

/** Back to the list, without this one. */
function onward(found: TaskFacts, ...effects: Effect[]): Outcome {
  return open('today', { without: found.id }, ...effects);
}

function doorOption(door: TaskDoor, found: TaskFacts): Option[] {
  const open = doorTarget(door, found);
  return open === null ? [] : [{ value: door, label: text(`staff:door.${door}`), open, again: true }];
}

type Door = NonNullable<Option['open']>;

/** Where a button of the card leads; null when this task has nothing there. */
function doorTarget(door: TaskDoor, { id, kind, client, params, reason }: TaskFacts): Door | null {
  const { familyId, appointmentId } = params;
  const clientId = client?.personId;
  switch (door) {
    case 'write-family':
      return typeof familyId === 'string' ? { flow: 'relay', args: { personId: familyId } } : null;
    case 'mark':
      return typeof appointmentId === 'string' && reason === 'unmarked'
        ? { flow: 'mark', args: { appointmentId } }
        : null;
    case 'write':
      return clientId === undefined ? null : { flow: 'relay', args: { personId: clientId } };
    case 'book':
      return clientId === undefined ? null : { flow: 'book', args: bookArgs(id, kind, clientId) };
    case 'template':
      return clientId === undefined ? null : { flow: 'client-template', args: { clientId } };
    case 'renew':
      return clientId === undefined || reason !== 'phone-lost'
        ? null
        : { flow: 'invite-again', args: { clientId } };
    case 'leave':
      return typeof params['leaveId'] === 'string'
        ? { flow: 'leave-decide', args: { leaveId: params['leaveId'] } }
        : null;
    case 'client':
      return clientId === undefined ? null : { flow: 'client-card', args: { clientId } };
  }
}

function bookArgs(taskId: string, kind: string, clientId: string): JsonObject {
  return { clientId, taskId, ...(kind === 'book-test' ? { kind: 'test' } : {}) };
}

function outcomeOption(taskId: string, outcome: TaskOutcome): Option {
  return doing(taskId, outcome, `staff:outcome.${outcome}`, { do: outcome });
}

function tomorrowOption(taskId: string): Option {
  return doing(taskId, 'tomorrow', 'staff:task.tomorrow', { do: 'tomorrow' });
}

function doing(taskId: string, value: string, label: string, args: JsonObject): Option {
  return { value, label: text(label), open: { flow: 'task-card', args: { taskId, ...args } } };
}

function tell(key: string, params?: Parameters<typeof text>[1]): Effect {
  return { do: 'say', to: 'me', paragraphs: [text(key, params)], kind: 'task' };
}
