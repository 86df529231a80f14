import type { Database } from '../../prisma/client.js';
import { systemClock } from '../../scheduler/clock.js';
import { ageLimits } from '../../scheduler/watchdog.js';
import { prometheus, readMetrics } from '../../scheduler/metrics.js';
import type { Config } from '../config.js';
import type { OperatorView } from '../http/operator.js';
import type { HttpServer, Webhook } from '../http/server.js';
import type { ConfiguredChannel } from './configured.js';

/** Which channels are connected, by bot; kept by whoever hears their events. */
export type ChannelsUp = ReadonlyMap<string, boolean>;

/** Opens webhooks, health and metrics where the configuration wants them; null where it does not. */
export async function serve(
  { http }: Config,
  db: Database,
  channels: readonly ConfiguredChannel[],
  up: ChannelsUp,
  operator: () => OperatorView,
): Promise<HttpServer | null> {
  if (http === null) return null;
  const { createHttpServer } = await import('../http/server.js');
  const webhooks = new Map<string, Webhook>(
    channels.flatMap(({ channel, hook }) => (hook === null ? [] : [[channel.bot, hook] as const])),
  );
  const read = () => readMetrics(db, systemClock.now());
  const server = createHttpServer({
    webhooks,
    sick: async () => {
      const { heartbeatAgeMs } = await read();
      if (heartbeatAgeMs === null) return 'starting';
      return heartbeatAgeMs > ageLimits.heartbeatMs ? 'heartbeat' : null;
    },
    metrics: async () => prometheus(await read(), up),
    operator,
  });
  await server.listen(http.host, http.port);
  return server;
}
