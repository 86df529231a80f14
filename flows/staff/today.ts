import type { AlertFacts } from '../crisis/facts.js';
import { whoText } from '../crisis/page.js';
import { choices, defineFlow, plain } from '../engine/define.js';
import { shown, text, type Text } from '../engine/text.js';
import type { Option, Prompt } from '../engine/types.js';
import { startDigest } from './digest.js';
import type { TaskFacts } from './facts.js';
import { inPairs, show } from './layout.js';
import { clip, taskLine, waitingText } from './show.js';

/** How many tasks one message lists. */
const pageSize = 8;

/**
 * What waits for a worker: open alerts, then the tasks due by now, each with its reason. `without` is a task that this
 * very turn closes, `from` the first task of a later page. An operator has alerts only.
 */
export const today = defineFlow({
  id: 'today',
  roles: ['worker', 'supervisor', 'operator'],
  questions: {},
  open(args, { facts, me }) {
    const alerts = facts.openAlerts();
    const left = facts.openTasks().filter((task) => task.id !== args['without']);
    // The morning's list plans itself; one that broke (the worker's address was gone) is mended here.
    const morning = me.role === 'operator' ? [] : [startDigest(me.personId!, facts)];
    if (alerts.length + left.length > 0) {
      return show('today', list({ alerts, tasks: left }, Number(args['from'] ?? 0)), ...morning);
    }
    const key = args['without'] === undefined ? 'staff:today.nothing' : 'staff:today.all-done';
    return show('today', plain(text(key)), ...morning);
  },
});

/** What waits, as the list takes it. */
interface Waiting {
  readonly alerts: readonly AlertFacts[];
  readonly tasks: readonly TaskFacts[];
}

function list(all: Waiting, asked: number): Prompt {
  const from = asked < all.tasks.length ? asked : 0;
  const page = all.tasks.slice(from, from + pageSize);
  const alerts = from === 0 ? all.alerts.slice(0, pageSize) : [];
  const lines = page.map((task, index) => taskLine(task, from + index + 1));
  const buttons = page.map((task, index) => ({
    value: `task-${task.id}`,
    label: text('staff:today.open', { position: from + index + 1, alias: clip(task.client?.alias ?? '') }),
    open: { flow: 'task-card', args: { taskId: task.id } },
    again: true,
  }));
  return choices(
    [
      ...heading(all),
      ...alerts.map(alertLine),
      ...(lines.length === 0 ? [] : [text('staff:lines', { lines: { list: lines } })]),
    ],
    ...alerts.map((alert) => [alertButton(alert)]),
    ...inPairs([...buttons, ...more(all, from)]),
  );
}

function heading({ alerts, tasks }: Waiting): Text[] {
  return [text('staff:today.head', { waiting: waitingText(tasks.length, alerts.length) })];
}

function alertLine(alert: AlertFacts): Text {
  return text(alert.state === 'open' ? 'staff:today.alert' : 'staff:today.alert-taken', {
    who: whoText(alert.who),
    at: shown(alert.openedAt, 'day-time'),
  });
}

function alertButton(alert: AlertFacts): Option {
  const label = text('staff:today.open-alert', { alias: clip(alert.who.alias) });
  const deed = alert.state === 'open' ? 'ack' : 'open';
  return {
    value: `alert-${alert.id}`,
    label,
    open: { flow: 'alert', args: { alertId: alert.id, deed } },
    again: true,
  };
}

function more({ tasks }: Waiting, from: number): Option[] {
  const left = tasks.length - from - pageSize;
  if (left <= 0) return [];
  const label = text('staff:more', { left });
  return [{ value: 'more', label, open: { flow: 'today', args: { from: from + pageSize } }, again: true }];
}
