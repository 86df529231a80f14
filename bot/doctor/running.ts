import type { Check, Finding } from './types.js';

const minuteMs = 60_000;
/** The alarm clock strikes every ten seconds; after so long something is wrong. */
const silentMinutes = 5;
const lateMinutes = 15;

/** Whether the bot is alive: its heartbeat, and what should have happened by now. */
export const checkRunning: Check = async ({ real, station, now }) => {
  if (real?.db == null || station === null) return [];
  const { prisma } = real.db;
  const beat = await prisma.heartbeat.findFirst({ orderBy: { at: 'desc' } });
  const before = new Date(now.getTime() - lateMinutes * minuteMs);
  const due = await prisma.due.count({ where: { state: 'planned', dueAt: { lt: before } } });
  const unsent = await prisma.outbox.count({ where: { state: 'queued', notBefore: { lt: before } } });
  return [heartbeat(beat?.at ?? null, now), late(due + unsent)];
};

function heartbeat(at: Date | null, now: Date): Finding {
  const check = 'heartbeat';
  if (at === null) return { check, status: 'info', words: 'heartbeat.none' };
  const minutes = Math.floor((now.getTime() - at.getTime()) / minuteMs);
  return minutes < silentMinutes
    ? { check, status: 'ok', words: 'heartbeat.ok' }
    : { check, status: 'warn', words: 'heartbeat.old', params: { minutes } };
}

function late(count: number): Finding {
  return count === 0
    ? { check: 'late', status: 'ok', words: 'late.none' }
    : { check: 'late', status: 'warn', words: 'late.some', params: { count, minutes: lateMinutes } };
}
