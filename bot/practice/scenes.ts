import type { Database } from '../../prisma/client.js';
import type { VirtualClock } from '../../scheduler/clock.js';
import { localParts } from '../../scheduler/zone/index.js';
import { secureRandom } from '../random.js';
import { seedPractice } from '../seed/practice.js';
import { freshClock, writeClock } from './clock-store.js';
import type { Scene } from './control.js';

/** The bot account behind the practice phones. */
export const practiceBot = 'web';
const zone = 'Asia/Shanghai';

/** Loads the practice people when there are none. */
export async function ensurePracticePeople(db: Database, clock: VirtualClock): Promise<void> {
  if ((await db.prisma.station.count()) === 0) await setScene(db, clock, 'enrolled', 'zh-CN');
}

/** Puts everything back: an empty database with the practice people of this scene, and today's clock. */
export async function setScene(
  db: Database,
  clock: VirtualClock,
  scene: Scene,
  locale: string,
): Promise<void> {
  const start = freshClock();
  const tables = await db.raw.query<{ name: string }>(
    `SELECT "name" FROM sqlite_master WHERE "type" = 'table' AND "name" NOT LIKE 'sqlite_%' AND "name" NOT LIKE '_prisma%'`,
  );
  await db.transaction(async (tx) => {
    for (const { name } of tables) await tx.raw.exec(`DELETE FROM "${name}"`);
    await seedPractice(
      tx,
      {
        bot: practiceBot,
        locale,
        zone,
        releaseOn: localParts(start, zone).date,
        hour: '20:00',
        template: 'cn-22',
        withClient: scene === 'enrolled',
      },
      secureRandom,
      start,
    );
  });
  clock.begin(start);
  await writeClock(db, start);
}
