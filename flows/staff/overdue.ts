import { choices, defineFlow, plain } from '../engine/define.js';
import { shown, text } from '../engine/text.js';
import type { Option } from '../engine/types.js';
import type { OverdueFacts } from './facts.js';
import { inPairs, show } from './layout.js';
import { clip, reasonOf, who } from './show.js';

/** How many tasks one message lists. */
const pageSize = 8;

/** Tasks of others that lie: with whom, since when, and a card that can be taken over. */
export const overdue = defineFlow({
  id: 'overdue',
  roles: ['worker', 'supervisor'],
  questions: {},
  open(_args, { facts }) {
    const tasks = facts.overdueTasks().slice(0, pageSize);
    if (tasks.length === 0) return show('today', plain(text('staff:overdue.nothing')));
    const lines = tasks.map((task, index) =>
      text('staff:overdue.line', {
        position: index + 1,
        who: who(task.client),
        reason: reasonOf(task),
        by: task.assignee,
        since: shown(task.dueAt, 'day'),
      }),
    );
    const paragraphs = [text('staff:overdue.head'), text('staff:lines', { lines: { list: lines } })];
    return show('today', choices(paragraphs, ...inPairs(tasks.map(button))));
  },
});

function button(task: OverdueFacts, index: number): Option {
  return {
    value: `task-${task.id}`,
    label: text('staff:today.open', { position: index + 1, alias: clip(task.client?.alias ?? '') }),
    open: { flow: 'task-card', args: { taskId: task.id } },
    again: true,
  };
}
