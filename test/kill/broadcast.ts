import { expect } from 'vitest';
import { defaultWindow } from '../../scheduler/dispatch/account.js';
import { KillRig } from './rounds.js';
import { queueBroadcast } from './station.js';

/** Kills the bot again and again during a broadcast; then every recipient has it once, or is marked. */
export async function killDuringBroadcast(seed: number, recipients: number, kills: number): Promise<string> {
  const rig = await KillRig.open(seed, recipients);
  try {
    await rig.withData((db) => queueBroadcast(db, recipients, new Date(Date.now())));
    const perLife = Math.floor((1.6 * recipients) / (kills + 1));
    for (let kill = 0; kill < kills; kill += 1) await rig.lifeOf(rig.chance.int(0, perLife));
    await rig.finish();
    await judge(rig, recipients);
    return report(rig, recipients);
  } finally {
    await rig.close();
  }
}

const meant = (n: number) => (text: string) => text.endsWith(`Broadcast ${n}.`);

/** Under way when a process ended: `unknown` once the next has begun. */
const isDoubtful = (state: string | undefined) => state === 'unknown' || state === 'sending';

async function judge(rig: KillRig, recipients: number): Promise<void> {
  const rows = await rig.withData((db) =>
    db.raw.query<{ key: string; state: string; error: string | null }>(
      `SELECT "key","state","error" FROM "Outbox"`,
    ),
  );
  const states = new Map(rows.map(({ key, state }) => [key, state]));
  const wrong: string[] = [];
  for (let n = 0; n < recipients; n += 1) {
    const { plain, marked } = rig.shown(n, meant(n));
    const state = states.get(`b${n}`);
    const isOnce = plain === 1 && marked === 0 && state === 'sent';
    // In doubt: what may not be lost has come again with its mark; of the rest the ledger says that nobody knows.
    const isRepeated = n % 2 === 0 ? marked === 0 : marked === 1 || isDoubtful(states.get(`b${n}~`));
    const isMarked = isDoubtful(state) && plain <= 1 && isRepeated;
    if (!isOnce && !isMarked) wrong.push(`recipient ${n}: ${plain} plain, ${marked} marked, ${state}`);
  }
  expect(wrong).toEqual([]);
  // What was in flight at a kill is in doubt, nothing else is, and no window was ever exceeded.
  expectDoubt(rig, rows.filter(({ state }) => isDoubtful(state)).length);
  expect(rows.filter(({ state }) => state !== 'sent' && !isDoubtful(state))).toEqual([]);
}

/** As many rows are in doubt at the end as were under way at the kills, and at least so many messages arrived. */
export function expectDoubt(rig: KillRig, unknown: number): void {
  const underWay = rig.inFlight.reduce((sum, n) => sum + n, 0);
  expect(unknown, `in doubt, with ${rig.inFlight.join(', ')} under way at the kills`).toBe(underWay);
  expect(Math.max(...rig.inFlight)).toBeLessThanOrEqual(defaultWindow);
}

function report(rig: KillRig, recipients: number): string {
  const times = rig.firstSendMs.map(Math.round).sort((a, b) => a - b);
  const middle = times[Math.floor(times.length / 2)] ?? 0;
  const doubt = rig.inFlight.reduce((sum, n) => sum + n, 0);
  return `${recipients} recipients, ${rig.kills} kills, ${doubt} in flight at them; first send after start: fastest ${times[0]} ms, median ${middle} ms, slowest ${times.at(-1)} ms`;
}
