import { text, type Text } from '../engine/text.js';

/** Steps of the programme that were past at enrolment, by what becomes of them; ids of steps. */
export interface LateSteps {
  readonly send: readonly string[];
  readonly task: readonly string[];
  readonly skip: readonly string[];
}

/** For the worker: which steps are made up for, which are theirs now, which are left out. Nothing when none was late. `head` is the key above them. */
export function lateForWorker(late: LateSteps, head = 'onboarding:late.head'): Text[] {
  const lines = (['send', 'task', 'skip'] as const).flatMap((rule) =>
    late[rule].length === 0 ? [] : [text(`onboarding:late.${rule}`, { steps: inOne(late[rule]) })],
  );
  return lines.length === 0 ? [] : [text(head, { lines: { list: lines } })];
}

/** For the client, plainly: something is made up for, the rest does not matter. */
export function lateForClient({ send, task, skip }: LateSteps): Text[] {
  if (send.length + task.length + skip.length === 0) return [];
  return [text(send.length > 0 ? 'onboarding:late.client' : 'onboarding:late.client-none')];
}

function inOne(steps: readonly string[]): Text {
  const [first = '', ...rest] = steps;
  const name = (step: string) => text(`plan:step.${step}`);
  return rest.reduce(
    (before, step) => text('onboarding:late.and', { before, step: name(step) }),
    name(first),
  );
}
