/** A city's check-ins due in one minute: due row → flow → committed outbox. */
import path from 'node:path';
import { openDue } from '../bot/due.js';
import { openMissed } from '../bot/missed.js';
import { secureRandom } from '../bot/random.js';
import { seedStation } from '../bot/seed/station.js';
import { flowMap } from '../flows/index.js';
import { loadLocales } from '../locales/index.js';
import type { Database } from '../prisma/client.js';
import { packageRoot } from '../prisma/package-root.js';
import { loadCalendar } from '../scheduler/calendar/index.js';
import { VirtualClock } from '../scheduler/clock.js';
import { fireDue } from '../scheduler/fire.js';
import { loadProgramme } from '../scheduler/programmes/index.js';
import { loadStation } from '../bot/facts/station.js';
import { readTurnsAhead } from '../bot/turn/ahead.js';
import type { TurnDeps } from '../bot/turn/types.js';
import { fill, openBenchDatabase } from './support/database.js';
import { measure, peakMiB } from './support/measure.js';
import { round, type Bench } from './support/report.js';

const at = new Date('2026-12-20T12:00:00Z');

export const wave: Bench = async ({ quick }) => {
  const count = quick ? 200 : 12_003;
  const opened = await openBenchDatabase();
  const { db } = opened;
  await seed(db, count);
  const programme = loadProgramme();
  const log = {
    warn: () => {},
    error: (fields: object, message: string) =>
      void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
  };
  const turn: TurnDeps = {
    flows: flowMap(),
    locales: loadLocales(path.join(packageRoot(), 'locales')),
    programme,
    calendar: loadCalendar(),
    random: secureRandom,
    inviteLink: () => null,
    capabilities: () => ({ buttons: true, maxText: 4_096 }),
    log,
  };
  const measured = await measure(() =>
    fireDue({
      db,
      clock: new VirtualClock(at),
      owner: 'bench',
      log,
      rules: { programme, zone: (tx) => loadStation(tx).zone },
      run: (tx, row, args, now) => openDue(turn, tx, row, args, now),
      ahead: readTurnsAhead,
      missed: openMissed,
    }),
  );
  const [row] = await db.raw.query<{ n: number }>(
    `SELECT count(*) AS n FROM "Outbox" WHERE "kind" = 'check-in'`,
  );
  const rowsAlone = await rawInserts(db, count);
  await opened.close();
  if (row?.n !== count) throw new Error(`expected ${count} check-ins written, got ${row?.n}`);
  const perSecond = count / measured.seconds;
  return {
    name: 'wave',
    what: `${count} check-ins due in one minute: due → flow → committed outbox`,
    value: perSecond,
    unit: 'turns/s',
    aim: '≥ 5,000 turns/s',
    reached: perSecond >= 5_000,
    figures: {
      'raw outbox inserts/s (baseline)': round(rowsAlone),
      'of the raw inserts': round(perSecond / rowsAlone),
      'ms a turn': round(1_000 / perSecond),
      'turns/s of processor time': round(count / measured.cpuSeconds),
    },
    stallMs: measured.stallMs,
    rssMiB: peakMiB(),
  };
};

async function seed(db: Database, count: number): Promise<void> {
  await db.transaction((tx) =>
    seedStation(
      tx,
      {
        unit: '梧桐街道社区服务站',
        region: 'cn-sh',
        zone: 'Asia/Shanghai',
        locale: 'zh-CN',
        localNumber: '021-55550100',
        sites: [{ id: 'east', name: '东门服务点', address: '梧桐路 12 号' }],
        hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:30', to: '18:30' })),
        group: null,
        practice: true,
      },
      [{ alias: '小林', role: 'worker', position: 0 }],
      secureRandom,
      at,
    ),
  );
  const ms = at.getTime();
  const day = 86_400_000;
  await fill(
    db,
    count,
    `INSERT INTO "Person" ("id","stationId","role","alias","locale","workerId","createdAt")
     SELECT 'p' || value, 's', 'client', '阿' || value, CASE value % 2 WHEN 0 THEN 'zh-CN' ELSE 'en' END, NULL, ${ms - 30 * day} FROM json_each(?)`,
  );
  await fill(
    db,
    count,
    `INSERT INTO "Contact" ("id","bot","chat","personId","locale","state","preferred","firstAt","lastInAt")
     SELECT 'c' || value, 'telegram', value, 'p' || value, 'zh-CN', 'active', 1, ${ms - 30 * day}, ${ms - day} FROM json_each(?)`,
  );
  await fill(
    db,
    count,
    `INSERT INTO "Enrolment" ("id","personId","programme","revision","state","zone","hour","releaseOn","deadlineDays","seed","crisisChoice","preview","enrolledAt")
     SELECT 'e' || value, 'p' || value, 'golden-three-months', 1, 'active', 'Asia/Shanghai', '20:00', '2026-12-01', 15, 's' || value, 'ask', 'normal', ${ms - 30 * day} FROM json_each(?)`,
  );
  await fill(
    db,
    count,
    `INSERT INTO "Due" ("scope","step","cycle","personId","audience","flow","args","category","priority","day","localDay","dueAt","expiresAt",
       "startMode","catchUp","proactive","state","revision","lease","createdAt")
     SELECT 'enrolment:e' || value, 'check-in', 'D19', 'p' || value, 'client', 'check-in', '{}', 'check-in', 2, 19, '2026-12-20',
       ${ms - 60_000} + value * 60000 / ${count}, ${ms + 3 * 3_600_000}, 'wait', 'skip', 1, 'planned', 1, 0, ${ms - day} FROM json_each(?)`,
  );
}

/** The least that any wave must do: one durable row each, fifty in a commit. */
async function rawInserts(db: Database, count: number): Promise<number> {
  const { seconds } = await measure(async () => {
    for (let start = 0; start < count; start += 50) {
      await db.write((sql) => {
        for (let index = start; index < Math.min(count, start + 50); index += 1) {
          sql.run(
            `INSERT INTO "Outbox" ("key","contactId","bot","lane","kind","proactive","text","buttons","state","notBefore","createdAt")
             VALUES (?,?,'telegram','reminder','raw',0,'x','[]','queued',0,0)`,
            `raw:${index}`,
            `c${index}`,
          );
        }
      });
    }
  });
  return count / seconds;
}
