import { expect } from 'vitest';
import { expectDoubt } from './broadcast.js';
import { pacedWindow } from './process.js';
import { KillRig, type Left } from './rounds.js';
import { planWave } from './station.js';

/**
 * Kills the bot again and again while many check-ins are due at once; each fires once and is sent once or marked. It keeps
 * to a budget as in earnest: a handful is in flight at each kill, and every life has its part of the wave.
 */
export async function killDuringWave(seed: number, people: number, kills: number): Promise<string> {
  const rig = await KillRig.open(seed, people, {}, 1_000, 'paced');
  try {
    await rig.withData((db) => planWave(db, people, new Date(Date.now())));
    const perLife = Math.max(1, Math.floor((1.2 * people) / (kills + 1)));
    const left: Left[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      // While rows fire, which takes the bot moments, and while what they said is being sent.
      if (kill < kills / 2) await rig.lifeUntilFired(rig.chance.int(1, Math.floor(people / kills)));
      else await rig.lifeOf(rig.chance.int(0, perLife));
      left.push(await rig.left());
    }
    const all = Array.from({ length: people }, (_, n) => n);
    await rig.finish();
    await judge(rig, all);
    // The later kills had a wave to fall into as well.
    expect(left.at(-1)!.unfired + left.at(-1)!.unsent).toBeGreaterThan(people / 5);
    expect(Math.max(...rig.inFlight)).toBeLessThanOrEqual(pacedWindow);
    return `${people} people, ${rig.kills} kills with ${rig.inFlight.join(', ')} in flight, ${left.map(({ unfired, unsent }) => `${unfired} + ${unsent}`).join(', ')} unfired and unsent; first send after start: ${rig.firstSendMs.map(Math.round).join(', ')} ms`;
  } finally {
    await rig.close();
  }
}

interface Row {
  readonly personId: string;
  readonly state: string;
  readonly fired: number;
  readonly messages: number;
  readonly fate: string | null;
}

async function judge(rig: KillRig, people: readonly number[]): Promise<void> {
  const rows = await rig.withData((db) =>
    db.raw.query<Row>(
      `SELECT d."personId", d."state",
         (SELECT count(*) FROM "Decision" x WHERE x."scope" = d."scope" AND x."step" = d."step" AND x."code" = 'fired') AS "fired",
         (SELECT count(*) FROM "Outbox" o WHERE o."personId" = d."personId") AS "messages",
         (SELECT o."state" FROM "Outbox" o WHERE o."personId" = d."personId") AS "fate"
       FROM "Due" d WHERE d."cycle" = 'wave'`,
    ),
  );
  expect(rows).toHaveLength(people.length);
  expect(
    rows.filter(({ state, fired, messages }) => state !== 'done' || fired !== 1 || messages !== 1),
  ).toEqual([]);
  const wrong = rows.filter(({ personId, fate }) => {
    const { plain, marked } = rig.shown(Number(personId.slice(1)), () => true);
    // Under way at a kill: `sending` is `unknown` once the next process has begun.
    const isDoubtful = fate === 'unknown' || fate === 'sending';
    return marked !== 0 || plain > 1 || !(isDoubtful || (plain === 1 && fate === 'sent'));
  });
  expect(wrong).toEqual([]);
  expectDoubt(rig, rows.filter(({ fate }) => fate === 'unknown' || fate === 'sending').length);
}
