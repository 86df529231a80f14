import type { TaskKind } from '../core-effects.js';
import type { Effect } from '../effects.js';
import type { JsonObject } from '../engine/types.js';
import { text } from '../engine/text.js';

/** A task that has just been opened. */
export interface OpenedTask {
  readonly id: string;
  readonly kind: TaskKind;
  readonly reason: string;
  readonly clientId: string | null;
  readonly assigneeId: string;
  readonly params?: JsonObject;
}

/** Kinds that a worker is told of at once; all others wait for the morning's list. */
const atOnce: readonly TaskKind[] = [
  'soon',
  'worried',
  'cant-come',
  'support',
  'crisis-follow-up',
  'signal',
  'leave',
];

/** The message that tells the worker of an urgent task; nothing for the rest. */
export function announceTask(task: OpenedTask): Effect[] {
  if (!atOnce.includes(task.kind)) return [];
  const alias = typeof task.params?.['alias'] === 'string' ? task.params['alias'] : '';
  return [
    {
      do: 'say',
      to: { person: task.assigneeId },
      paragraphs: [text(`staff:announce.${task.kind}`, { alias })],
      options: [
        [
          {
            value: 'open',
            label: text('staff:button.open-task'),
            open: { flow: 'task-card', args: { taskId: task.id } },
          },
        ],
      ],
      kind: 'task',
      proactive: true,
      key: `task:${task.id}`,
      about: `task:${task.id}`,
    },
  ];
}
