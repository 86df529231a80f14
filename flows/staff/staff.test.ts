import { describe, expect, test } from 'vitest';
import { loadProgramme } from '../../scheduler/programmes/index.js';
import { languages } from '../../locales/index.js';
import { testContext, testLocales } from '../../test/support/context.js';
import type { TaskKind } from '../core-effects.js';
import type { ClientFacts } from '../core-facts.js';
import { text } from '../engine/text.js';
import { exclusions } from '../notice/facts.js';
import { announceTask } from './announce.js';
import { clientStatuses, statusReasons, type TaskFacts } from './facts.js';
import { outcomes, taskCards, tryAgain } from './kinds.js';
import { reasonOf, reasons } from './show.js';
import { digest } from './digest.js';
import { taskCard } from './task-card.js';
import { task } from './task.js';
import { today } from './today.js';

const kinds = Object.keys(taskCards) as TaskKind[];
const doors = ['write', 'write-family', 'book', 'mark', 'template', 'client', 'status', 'record', 'renew'];
const labels = [
  ...doors.map((door) => `staff:door.${door}`),
  ...outcomes.map((outcome) => `staff:outcome.${outcome}`),
  ...['tomorrow', 'try-tomorrow', 'enough'].map((name) => `staff:task.${name}`),
  ...['none', 'cn-22', 'cn-12', 'cn-28', 'yes', 'no'].map((name) => `staff:template.${name}`),
  ...clientStatuses.map((status) => `staff:status.${status}`),
  ...statusReasons.map((reason) => `staff:how.${reason}`),
  ...['yes', 'no'].map((name) => `staff:set.${name}`),
  ...['reported', 'signed'].map((name) => `staff:record.${name}`),
  ...['open-task', 'look', 'invite'].map((name) => `staff:button.${name}`),
  ...['15', '2', 'reported'].map((name) => `invite:report.${name}`),
  ...['create', 'again', 'drop'].map((name) => `invite:button.${name}`),
  ...['invite:release.none', 'invite:decision.unknown'],
  ...['reply', 'done', 'not-now'].map((name) => `relay:button.${name}`),
  ...['rewrite', 'drop', 'progress', 'cancel'].map((name) => `notice:button.${name}`),
  ...['group', 'job', 'news'].map((name) => `notice:kind.${name}`),
  ...['tonight', 'days', 'week'].map((name) => `notice:life.${name}`),
  ...['yesterday', 'today', 'tomorrow', 'in-a-week'].map((name) => `staff:day.${name}`),
];
const composed = [
  ...kinds.flatMap((kind) => [`staff:kind.${kind}`, `staff:task.hint.${kind}`]),
  ...reasons.map((reason) => `staff:reason.${reason}`),
  ...exclusions.map((reason) => `notice:out.${reason}`),
];

const client: ClientFacts = {
  personId: 'a',
  alias: '阿明',
  worker: { personId: 'me', alias: '小林' },
  enrolment: null,
  consents: [],
};

const open = (kind: TaskKind, reason = 'call-day', params: TaskFacts['params'] = {}): TaskFacts => ({
  id: 't1',
  kind,
  reason,
  params,
  client: { personId: 'a', alias: '阿明', day: 3 },
  dueAt: new Date(0),
  isMine: true,
  closed: null,
});

describe('texts', () => {
  test.each([...languages])('%s has every sentence and label that is put together from codes', (locale) => {
    const missing = [...labels, ...composed].filter((key) => !testLocales().has(key, locale));
    expect(missing).toEqual([]);
  });

  test.each([...languages])('%s: labels have at most twelve characters', (locale) => {
    const long = labels.filter((key) => testLocales().render(text(key), locale, 'UTC').length > 12);
    expect(long).toEqual([]);
  });

  test('an unknown reason is shown by its kind, a row that fell as "unreachable"', () => {
    expect(reasonOf(open('call', 'new-code'))).toEqual(text('staff:kind.call'));
    expect(reasonOf(open('reach', 'due-no-address')).key).toBe('staff:reason.unreachable');
  });
});

describe('the plan opens tasks', () => {
  const steps = loadProgramme().steps.filter((step) => step.to === 'worker');

  test('every step for a worker has a kind and a reason, once a cycle', () => {
    expect(steps.length).toBeGreaterThan(5);
    for (const step of steps) {
      const args = { ...step.args, clientId: 'a', step: step.id, cycle: '3', day: 3 };
      const { effects } = task.open(
        args,
        testContext({ client: () => client }, { role: 'operator', personId: null }),
      );
      expect(effects, step.id).toMatchObject([
        { do: 'task.open', key: `plan:a:${step.id}:3`, assigneeId: 'me' },
      ]);
      const [effect] = effects;
      if (effect?.do !== 'task.open') throw new Error('expected a task');
      expect(reasons).toContain(effect.reason);
    }
  });

  test('without a worker the first on call gets it; without anybody the decision is kept', () => {
    const facts = (onCall: string[]) => ({
      client: () => ({ ...client, worker: null }),
      station: () =>
        ({ onCall: onCall.map((personId, position) => ({ personId, position, alias: personId })) }) as never,
    });
    const args = { kind: 'call', clientId: 'a', step: 'worker-call', cycle: '1' };
    const me = { role: 'operator', personId: null } as const;
    expect(task.open(args, testContext(facts(['d']), me)).effects).toMatchObject([{ assigneeId: 'd' }]);
    expect(task.open(args, testContext(facts([]), me)).effects).toMatchObject([
      { do: 'decide', code: 'task-no-assignee' },
    ]);
  });
});

describe('a task card', () => {
  const morning = { at: new Date('2026-12-02T00:30:00Z'), date: '2026-12-02' };
  const act = (found: TaskFacts | null, args: object) =>
    taskCard.open(
      { taskId: 't1', ...args },
      testContext({ task: () => found, nextWorkingMorning: () => morning }, { role: 'worker' }),
    );

  test.each(kinds)('%s: each outcome closes it, at most one tap more', (kind) => {
    for (const outcome of taskCards[kind].outcomes) {
      const first = act(open(kind), { do: outcome });
      const asked = tryAgain.includes(outcome);
      expect(first.effects.some((effect) => effect.do === 'task.close')).toBe(!asked);
      const closed = asked ? act(open(kind), { do: outcome, sure: true }) : first;
      expect(closed.effects).toContainEqual({ do: 'task.close', taskId: 't1', outcome });
    }
  });

  test('an outcome of another kind closes nothing', () => {
    const { effects } = act(open('call'), { do: 'rebooked' });
    expect(effects.map((effect) => effect.do)).toEqual(['say']);
  });

  test('being reached is a sign of life', () => {
    expect(act(open('silence-call'), { do: 'reached' }).effects).toContainEqual({
      do: 'due.clear',
      group: 'silence:a',
      reason: 'worker-reached',
    });
  });

  test('a task that is gone or closed is said so, nothing happens', () => {
    expect(act(null, { do: 'reached' }).effects.map((effect) => effect.do)).toEqual(['say']);
    const closed = { ...open('call'), closed: { outcome: 'reached' } };
    expect(act(closed, { do: 'reached' }).effects.map((effect) => effect.do)).toEqual(['say']);
  });

  test('tomorrow is the next working morning', () => {
    expect(act(open('visit'), { do: 'tomorrow' }).effects[0]).toEqual({
      do: 'task.snooze',
      taskId: 't1',
      until: morning.at,
    });
  });
});

test('urgent tasks are announced once, with a button to their card; the rest wait for the morning', () => {
  const opened = {
    id: 't1',
    reason: 'asked-soon',
    clientId: 'a',
    assigneeId: 'me',
    params: { alias: '阿明' },
  };
  const told = kinds.filter((kind) => announceTask({ ...opened, kind }).length > 0);
  expect(told.sort()).toEqual([
    'cant-come',
    'crisis-follow-up',
    'leave',
    'signal',
    'soon',
    'support',
    'worried',
  ]);
  const [say] = announceTask({ ...opened, kind: 'soon' });
  expect(say).toMatchObject({
    key: 'task:t1',
    options: [[{ open: { flow: 'task-card', args: { taskId: 't1' } } }]],
  });
});

describe('the list of the day', () => {
  const morning = { at: new Date('2026-12-02T00:30:00Z'), date: '2026-12-02' };
  const alert = {
    id: 'x',
    level: 3,
    state: 'open',
    openedAt: new Date(0),
    who: { alias: '阿强', manner: 'client' },
  };
  const facts = (tasks: number, alerts: number) => ({
    overdueTasks: () => [],
    openTasks: () => Array.from({ length: tasks }, (_, n) => ({ ...open('call'), id: `t${n}` })),
    openAlerts: () => Array.from({ length: alerts }, () => alert as never),
    nextWorkingMorning: () => morning,
  });
  const said = (outcome: ReturnType<typeof today.open>) =>
    outcome.effects.flatMap((effect) => (effect.do === 'say' ? [effect] : []));
  const options = (outcome: ReturnType<typeof today.open>) =>
    said(outcome).flatMap(({ options = [] }) => options.flat());

  test('alerts on top, eight tasks a page, the rest behind "more"', () => {
    const first = options(today.open({}, testContext(facts(11, 1), { role: 'worker' })));
    expect(first.map((option) => option.open?.flow)).toEqual([
      'alert',
      ...Array<string>(8).fill('task-card'),
      'today',
    ]);
    const rest = options(today.open(first.at(-1)!.open!.args, testContext(facts(11, 1), { role: 'worker' })));
    expect(rest.map((option) => option.value)).toEqual(['task-t8', 'task-t9', 'task-t10']);
  });

  test('the morning says nothing when nothing waits, and always plans the next working morning', () => {
    const quiet = digest.open({}, testContext(facts(0, 0), { role: 'worker' }));
    const busy = digest.open({}, testContext(facts(2, 0), { role: 'worker' }));
    const next = {
      do: 'due.schedule',
      scope: 'worker:me',
      step: 'digest',
      cycle: '2026-12-02',
      dueAt: morning.at,
    };
    expect(said(quiet)).toEqual([]);
    expect(quiet.effects).toMatchObject([next]);
    expect(said(busy)).toMatchObject([{ proactive: true, key: 'digest:me:2026-12-01' }]);
    expect(busy.effects.at(-1)).toMatchObject(next);
  });
});
