import { describe, expect, test } from 'vitest';
import { only, said, someone, Talk } from '../../test/support/turn.js';
import type { JsonObject } from '../engine/types.js';
import { defineFlow, end } from '../engine/define.js';
import type { AppointmentFile, Slot } from './facts.js';
import { appointmentFlows, reminderLine } from './index.js';
import { spreadSlots } from './parts.js';

const now = new Date('2026-12-01T02:00:00Z');
const hours = (n: number) => new Date(now.getTime() + n * 3_600_000);
const menu = defineFlow({ id: 'menu', roles: ['client', 'worker'], questions: {}, open: () => end() });
const flows = [...appointmentFlows, menu];

function file(change: Partial<AppointmentFile> = {}): AppointmentFile {
  return {
    id: 'a',
    personId: 'client',
    alias: 'Ming',
    kind: 'test',
    origin: 'agreed',
    site: 'east',
    startsAt: hours(26),
    state: 'planned',
    worker: { personId: 'worker', alias: 'Lin' },
    ...change,
  };
}

function talk(
  appointment: AppointmentFile | null,
  slots: readonly Slot[] = [],
  role: 'client' | 'worker' = 'client',
) {
  const me = someone(role === 'worker' ? { role, personId: 'worker', alias: 'Lin' } : {});
  return new Talk(
    flows,
    {
      appointment: () => appointment,
      freeSlots: () => slots,
      slotIsFree: () => true,
      callUpSlots: () => slots,
      client: () => null,
    },
    me,
    now,
  );
}

const due: JsonObject = { appointmentId: 'a', lead: '1d', cycle: 'a:1d' };

describe('a reminder', () => {
  test('says when, never what for or where', () => {
    const effects = talk(file()).due('appointment-reminder', due);
    expect(said(effects)).toEqual(['appointments:reminder.1d']);
    const [message] = only(effects, 'say');
    expect(message).toMatchObject({ proactive: true, lane: 'reminder' });
    expect(Object.keys(message!.paragraphs[0]!.params!)).toEqual(['when']);
  });

  test.each([
    ['was marked', file({ state: 'excused' })],
    ['was moved', file({ state: 'rescheduled' })],
    ['has begun', file({ startsAt: hours(-1) })],
    ['is gone', null],
    ['is a random call-up', file({ origin: 'random', kind: 'call-up' })],
  ])('is not sent when the appointment %s; the reason is kept', (_why, appointment) => {
    const effects = talk(appointment).due('appointment-reminder', due);
    expect(said(effects)).toEqual([]);
    expect(only(effects, 'decide')).toHaveLength(1);
  });

  test('answers an old button when the question is long forgotten', () => {
    const fresh = talk(file());
    expect(said(fresh.open('appointment-reminder', { appointmentId: 'a', reply: 'ok' }))).toEqual([
      'appointments:known',
    ]);
    expect(fresh.asked).toBeNull();
  });

  test('takes a typed yes', () => {
    const open = talk(file());
    open.due('appointment-reminder', due);
    expect(said(open.say('好的'))).toEqual(['appointments:known']);
  });

  test('has no line for a call-up', () => {
    expect(reminderLine(file({ origin: 'random' }), due)).toBeNull();
  });
});

describe("can't come", () => {
  const slots = [hours(24), hours(27), hours(48), hours(54), hours(72), hours(96)].map((startsAt) => ({
    site: 'east',
    startsAt,
  }));

  test('offers three others, none of them at nearly the same time', () => {
    const open = talk(file(), slots);
    const [offer] = only(open.open('cant-come', { appointmentId: 'a' }), 'say');
    expect(offer!.options).toHaveLength(4);
    const shown = offer!.options!.flat().map((option) => JSON.stringify(option.label));
    expect(shown.some((label) => label.includes(hours(27).toISOString()))).toBe(false);
  });

  test('moves the appointment, clears what waited and asks again how it went at the new time', () => {
    const open = talk(file(), slots);
    open.open('cant-come', { appointmentId: 'a' });
    const effects = open.answer('0');
    expect(only(effects, 'appointment.reschedule')).toMatchObject([{ appointmentId: 'a', newId: 'id-1' }]);
    expect(only(effects, 'due.clear')).toMatchObject([{ group: 'appointment:a' }]);
    expect(only(effects, 'due.schedule')).toMatchObject([
      { flow: 'mark-reminder', group: 'appointment:id-1' },
    ]);
    expect(only(effects, 'replan')).toHaveLength(1);
  });

  test('a wish goes to the worker as a task without the words', () => {
    const open = talk(file(), slots);
    open.open('cant-come', { appointmentId: 'a' });
    open.answer('none');
    const effects = open.say('周三下午');
    const [task] = only(effects, 'task.open');
    expect(task).toMatchObject({ kind: 'cant-come', reason: 'asked-other-time', assigneeId: 'worker' });
    expect(JSON.stringify(task!.params)).not.toContain('周三');
    expect(only(effects, 'appointment.request')).toMatchObject([{ request: { wish: '周三下午' } }]);
  });

  test('a random call-up is moved by a person only', () => {
    const open = talk(file({ origin: 'random' }), slots);
    open.open('cant-come', { appointmentId: 'a' });
    expect(open.asked).toBe('cant-come.wish');
  });

  test('offers others when somebody was quicker', () => {
    const open = talk(file(), slots);
    open.facts.slotIsFree = () => false;
    open.open('cant-come', { appointmentId: 'a' });
    const effects = open.answer('0');
    expect(said(effects)).toEqual(['appointments:cant.taken']);
    expect(only(effects, 'appointment.reschedule')).toEqual([]);
  });
});

describe('a call-up', () => {
  const args = { onDate: '2026-12-02', until: '17:00', cycle: '2026-12-01' };
  const slots = [hours(23), hours(30)].map((startsAt) => ({ site: 'east', startsAt }));

  test('makes the appointment only now, late in the day, released now', () => {
    const effects = talk(null, slots).due('call-up', args);
    expect(only(effects, 'appointment.book')).toMatchObject([
      { origin: 'random', kind: 'call-up', startsAt: hours(30), releaseAt: now },
    ]);
    expect(said(effects)).toEqual(['appointments:call-up.told']);
  });

  test('without a free moment it is silent and a person is told', () => {
    const open = talk(null, []);
    open.facts.client = () => ({
      personId: 'client',
      alias: 'Ming',
      worker: { personId: 'worker', alias: 'Lin' },
      enrolment: null,
      consents: [],
    });
    const effects = open.due('call-up', args);
    expect(said(effects)).toEqual([]);
    expect(only(effects, 'task.open')).toMatchObject([{ kind: 'move-appointment', reason: 'no-slot' }]);
  });

  test('the early time is one tap away', () => {
    const open = talk(file({ origin: 'random', startsAt: hours(30) }), slots);
    const effects = open.open('call-up', {
      appointmentId: 'a',
      pick: 'early',
      site: 'east',
      at: hours(23).toISOString(),
    });
    expect(only(effects, 'appointment.move')).toMatchObject([{ startsAt: hours(23) }]);
  });
});

describe('marking', () => {
  test('a miss brings a kind message and a task', () => {
    const open = talk(file({ startsAt: hours(-3) }), [], 'worker');
    open.open('mark', { appointmentId: 'a' });
    const effects = open.answer('missed');
    expect(only(effects, 'appointment.mark')).toMatchObject([{ state: 'missed' }]);
    expect(only(effects, 'task.open')).toMatchObject([{ reason: 'appointment-missed' }]);
    expect(only(effects, 'due.schedule')).toMatchObject([{ flow: 'appointment-marked', personId: 'client' }]);
  });

  test('before its time it can only be excused', () => {
    const open = talk(file(), [], 'worker');
    const [asked] = only(open.open('mark', { appointmentId: 'a' }), 'say');
    expect(asked!.options!.flat().map((option) => option.value)).toEqual(['excused', 'later']);
  });

  test('what was marked can be mended, what was moved cannot', () => {
    const open = talk(file({ state: 'missed', startsAt: hours(-3) }), [], 'worker');
    const [asked] = only(open.open('mark', { appointmentId: 'a' }), 'say');
    expect(said([asked!])).toEqual(['appointments:mark.already.missed', 'appointments:mark.how']);
    expect(asked!.options!.flat().map((option) => option.value)).toEqual(['attended', 'excused', 'later']);
    const moved = talk(file({ state: 'rescheduled' }), [], 'worker').open('mark', { appointmentId: 'a' });
    expect(said(moved)).toEqual(['appointments:mark.already.rescheduled']);
  });

  test('coming is thanked for at once, as the answer to the coming; later it waits for its moment', () => {
    const soon = talk(file({ startsAt: hours(-1) }), [], 'worker');
    soon.open('mark', { appointmentId: 'a' });
    expect(said(soon.answer('attended'))).toContain('appointments:marked.attended');
    const late = talk(file({ startsAt: hours(-20) }), [], 'worker');
    late.open('mark', { appointmentId: 'a' });
    const effects = late.answer('attended');
    expect(said(effects)).not.toContain('appointments:marked.attended');
    expect(only(effects, 'due.schedule')).toMatchObject([{ flow: 'appointment-marked' }]);
  });

  test('a client cannot open it', () => {
    expect(said(talk(file()).open('mark', { appointmentId: 'a' }))).toEqual(['engine:not-for-you']);
  });
});

test('slots are spread over days, early and late in turn', () => {
  const at = (day: number, hour: number) => ({
    site: 'east',
    startsAt: new Date(Date.UTC(2026, 11, day, hour)),
  });
  const free = [at(1, 1), at(1, 9), at(2, 1), at(2, 9), at(3, 1), at(3, 9)];
  expect(spreadSlots(free, 3)).toEqual([at(1, 1), at(2, 9), at(3, 1)]);
  expect(spreadSlots(free.slice(0, 2), 3)).toEqual([at(1, 1), at(1, 9)]);
});
