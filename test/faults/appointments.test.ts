import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clearGroup } from '../../prisma/repositories/clear-group.js';
import { insertOutbox, type NewOutbox } from '../../prisma/repositories/outbox.js';
import { loadStation } from '../../bot/facts/station.js';
import { SendError } from '../../bot/channels/channel.js';
import { loadCalendar } from '../../scheduler/calendar/index.js';
import { loadProgramme } from '../../scheduler/programmes/index.js';
import { replan } from '../../scheduler/replan.js';
import { settleUnknown } from '../../scheduler/unknown.js';
import { toInstant } from '../../scheduler/zone/index.js';
import { FaultRig } from './rig.js';

const zone = 'Asia/Shanghai';
const hour = 3_600_000;

let rig: FaultRig;
beforeEach(async () => {
  rig = await FaultRig.open();
});
afterEach(() => rig.close());

/** An appointment of the client, with its reminders in the plan. */
async function book(id: string, date: string, time: string): Promise<void> {
  const personId = rig.people.clientId!;
  const startsAt = toInstant(date, time, zone);
  await rig.db.prisma.appointment.create({
    data: {
      id,
      personId,
      kind: 'visit',
      origin: 'agreed',
      site: 'east',
      startsAt,
      state: 'planned',
      createdAt: rig.clock.now(),
    },
  });
  await rig.db.transaction((tx) => {
    const station = loadStation(tx);
    return replan(tx, {
      programme: loadProgramme(),
      calendar: loadCalendar(),
      station,
      personId,
      now: rig.clock.now(),
    });
  });
}

const reaching = `"Task" WHERE "kind" = 'reach'`;

async function contact() {
  return rig.db.prisma.contact.findFirstOrThrow({ where: { personId: rig.people.clientId } });
}

async function write(key: string, change: Partial<NewOutbox> = {}): Promise<void> {
  const { id, bot, personId } = await contact();
  const now = rig.clock.now();
  const base = {
    key,
    contactId: id,
    bot,
    personId,
    lane: 'reminder',
    kind: 'check-in',
    proactive: true,
  } as const;
  const rest = { text: '明天下午三点，老地方', buttons: [], notBefore: now, createdAt: now, expiresAt: null };
  await insertOutbox(rig.db.raw, [{ ...base, ...rest, localDay: '2026-12-01', about: null, ...change }]);
}

const unknown = (key: string) =>
  rig.db.raw.exec(`UPDATE "Outbox" SET "state" = 'unknown' WHERE "key" = ?`, key);

describe('a standstill swallows the reminders of an appointment', () => {
  it('one task asks the worker to reach the person, however many reminders there were', async () => {
    await rig.goTo('2026-12-02', '21:00');
    await book('a', '2026-12-05', '15:00');
    await rig.stepTo('2026-12-05', '21:00');
    expect(await rig.count(`${reaching} AND "key" LIKE 'missed:%appointment:a'`)).toBe(1);
  });

  it('whoever is on call is asked for a client without a worker', async () => {
    await rig.goTo('2026-12-02', '21:00');
    await book('a', '2026-12-05', '15:00');
    await rig.db.prisma.person.update({ where: { id: rig.people.clientId! }, data: { workerId: null } });
    await rig.stepTo('2026-12-05', '21:00');
    expect(await rig.count(`${reaching} AND "key" LIKE 'missed:%appointment:a'`)).toBe(1);
  });

  it('no task as long as another reminder of it is to come', async () => {
    await rig.goTo('2026-12-02', '21:00');
    await book('a', '2026-12-08', '15:00');
    await rig.stepTo('2026-12-06', '12:00');
    expect(await rig.count(reaching)).toBe(0);
  });
});

describe('a message of which nobody knows whether it arrived', () => {
  it('what tells of an appointment comes again, by night only in the morning', async () => {
    await rig.goTo('2026-12-01', '22:30');
    await write('visit', { kind: 'call-up', createdAt: new Date(rig.clock.now().getTime() - hour) });
    await unknown('visit');
    await settleUnknown(rig.db, rig.clock.now(), () => '（再发一次）');
    const before = rig.shown().length;
    await rig.bot.settle();
    expect(rig.shown()).toHaveLength(before);
    await rig.goTo('2026-12-02', '08:30');
    expect(rig.shown().some(({ text }) => text.startsWith('（再发一次）'))).toBe(true);
  });

  it('a check-in that carries an appointment comes again, one that carries none does not', async () => {
    await write('carries', { about: 'appointment:a' });
    await write('carries-none', { text: '今天怎么样？' });
    await Promise.all([unknown('carries'), unknown('carries-none')]);
    expect(await settleUnknown(rig.db, rig.clock.now(), () => '（再发一次）')).toBe(1);
    expect(await rig.count(`"Outbox" WHERE "key" = 'carries~' AND "localDay" IS NULL`)).toBe(1);
  });

  it('one that is left after its repeat is a task, a check-in is not', async () => {
    await write('visit~', { kind: 'appointment' });
    await write('hello', { text: '今天怎么样？' });
    await Promise.all([unknown('visit~'), unknown('hello')]);
    await rig.bot.settle();
    expect(await rig.count(`"Outbox" WHERE "error" = 'left'`)).toBe(2);
    expect(await rig.count(reaching)).toBe(1);
  });
});

describe('a message that grew stale on a dead channel', () => {
  it('is a task when it told of an appointment', async () => {
    const stale = new Date(rig.clock.now().getTime() - 1);
    await write('hello', { expiresAt: stale, text: '今天怎么样？' });
    await rig.bot.settle();
    expect(await rig.count(`"Outbox" WHERE "key" = 'hello' AND "state" = 'expired'`)).toBe(1);
    expect(await rig.count(reaching)).toBe(0);
    await write('visit', { expiresAt: stale, about: 'appointment:a' });
    await rig.bot.settle();
    expect(await rig.count(reaching)).toBe(1);
  });
});

describe('the deed reaches what is already written', () => {
  it('a reminder that waits on a dead channel is taken back when its appointment has moved', async () => {
    await rig.goTo('2026-12-02', '21:00');
    await book('a', '2026-12-04', '15:00');
    const error = new SendError('send.unavailable', 'down');
    rig.channel.script({ do: 'fail', error, times: 1_000 });
    await rig.goTo('2026-12-03', '20:05');
    const waiting = `"Outbox" WHERE "about" = 'appointment:a' AND "proactive" = 1 AND "state" IN ('queued','errored')`;
    expect(await rig.count(waiting)).toBeGreaterThan(0);
    const now = rig.clock.now();
    await rig.db.transaction(async (tx) => {
      await clearGroup(tx.raw, 'appointment:a', 'rescheduled', now);
    });
    expect(await rig.count(waiting)).toBe(0);
    expect(
      await rig.count(`"Outbox" WHERE "state" = 'cancelled' AND "error" = 'rescheduled'`),
    ).toBeGreaterThan(0);
  });

  it('what the same turn writes about it stays, and a crisis message always', async () => {
    const now = rig.clock.now();
    const before = new Date(now.getTime() - 1);
    await write('news', { about: 'appointment:a', createdAt: now });
    await write('cry', { about: 'appointment:a', lane: 'crisis', createdAt: before });
    await write('old', { about: 'appointment:a', createdAt: before });
    await clearGroup(rig.db.raw, 'appointment:a', 'rescheduled', now);
    const left = await rig.db.prisma.outbox.findMany({
      where: { about: 'appointment:a', state: 'queued' },
      orderBy: { key: 'asc' },
    });
    expect(left.map(({ key }) => key)).toEqual(['cry', 'news']);
  });
});
