import type { Database } from '../prisma/client.js';
import type { Clock } from './clock.js';
import { readMetrics, type Metrics } from './metrics.js';

/** Writes the heartbeat: the row by which others see that the scheduler ticks. */
export interface Heartbeat {
  /** Call at the end of each tick. Returns the metrics of this moment. */
  beat(): Promise<Metrics>;
}

/** @see Heartbeat */
export function createHeartbeat({ db, clock }: { readonly db: Database; readonly clock: Clock }): Heartbeat {
  return {
    async beat() {
      const metrics = await readMetrics(db, clock.now());
      await write(db, metrics);
      return metrics;
    },
  };
}

function write(db: Database, { at, dueLagMs, outboxLagMs, inboxWaiting }: Metrics): Promise<unknown> {
  const data = JSON.stringify({ dueLagMs, outboxLagMs, inboxWaiting });
  return db.write((sql) =>
    sql.run(
      `INSERT INTO "Heartbeat" ("name","at","data") VALUES ('scheduler',?,?)
       ON CONFLICT ("name") DO UPDATE SET "at" = excluded."at", "data" = excluded."data"`,
      at,
      data,
    ),
  );
}
