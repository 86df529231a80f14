import { localParts } from '../../../scheduler/zone/index.js';
import { hourMs } from '../options.js';
import type { Timeline } from '../timeline.js';
import type { Evidence, Problem } from './evidence.js';

interface LeaveLine {
  readonly id: string;
  readonly personId: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly state: string;
  readonly askedAt: number;
  readonly decidedAt: number | null;
  readonly returnedAt: number | null;
}

/** Leave: none lies unasked-about, no call-up falls into it, and no absence in it is called missed. */
export async function checkLeave(evidence: Evidence): Promise<Problem[]> {
  const leaves = await evidence.run.db.raw.query<LeaveLine>(`SELECT * FROM "Leave" ORDER BY "askedAt"`);
  const tasks = await evidence.run.db.raw.query<{ key: string; closedAt: number | null }>(
    `SELECT "key","closedAt" FROM "Task" WHERE "kind" = 'leave'`,
  );
  const missed = await evidence.run.db.raw.query<{ personId: string; startsAt: number }>(
    `SELECT "personId","startsAt" FROM "Appointment" WHERE "state" = 'missed'`,
  );
  return leaves.flatMap((leave) => {
    const member = evidence.run.cast.find(({ id }) => id === leave.personId);
    const problem = (detail: string): Problem => ({
      check: 'leave',
      chat: member?.chat ?? null,
      detail: `${detail} (${leave.id}, ${leave.fromDay}…${leave.toDay}, ${leave.state})`,
    });
    const zone = member?.zone ?? 'UTC';
    const isIn = (ms: number) => isAway(evidence.run.timeline, leave, ms, zone);
    const task = tasks.find(({ key }) => key === `leave:${leave.id}`);
    return [
      ...(task === undefined ? [problem('nobody was asked')] : []),
      ...(leave.state !== 'asked' && task?.closedAt === null ? [problem('its task lies')] : []),
      ...callUpsIn(evidence, leave, isIn).map((at) => problem(`a call-up on ${at}`)),
      ...missed
        .filter((one) => one.personId === leave.personId && isIn(one.startsAt))
        .map(() => problem('missed')),
    ];
  });
}

/** Whether the person was away with leave at a moment: approved before, and not back yet. */
function isAway(timeline: Timeline, leave: LeaveLine, ms: number, zone: string): boolean {
  const day = localParts(new Date(ms), zone).date;
  // Only what is sure: a moment of the bot's clock may have come twice.
  const [soonest] = timeline.candidates(ms);
  const decidedMs = leave.decidedAt === null ? Infinity : timeline.candidates(leave.decidedAt)[1];
  const wasApproved = decidedMs < soonest - hourMs && leave.state !== 'declined';
  const isBack = leave.returnedAt !== null && localParts(new Date(leave.returnedAt), zone).date <= day;
  return wasApproved && !isBack && day >= leave.fromDay && day <= leave.toDay;
}

function callUpsIn({ dues }: Evidence, { personId }: LeaveLine, isIn: (ms: number) => boolean): string[] {
  return dues.flatMap(({ step, personId: whose, state, endedAt, cycle }) =>
    step === 'call-up' && whose === personId && state === 'done' && endedAt !== null && isIn(endedAt)
      ? [cycle]
      : [],
  );
}
