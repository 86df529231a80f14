import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endInbox, insertInbox } from '../prisma/repositories/inbox.js';
import { OutboxRig, startAt } from '../test/support/outbox.js';
import { createHeartbeat } from './heartbeat.js';
import { prometheus, readMetrics } from './metrics.js';

let rig: OutboxRig;

beforeEach(async () => {
  rig = await OutboxRig.open();
});

afterEach(() => rig.db.close());

const minute = 60_000;

describe('metrics', () => {
  it('tell the age of what waits and may go, by lane', async () => {
    await rig.write([
      { key: 'reply', contactId: 'a' },
      { key: 'later', contactId: 'b', lane: 'bulk', notBefore: new Date(startAt.getTime() + 60 * minute) },
    ]);
    rig.clock.advance(3 * minute);
    const metrics = await readMetrics(rig.db, rig.clock.now());
    expect(metrics.outboxLagMs).toEqual({ crisis: null, reply: 3 * minute, reminder: null, bulk: null });
    expect(metrics.outbox).toEqual([
      { state: 'queued', lane: 'bulk', count: 1 },
      { state: 'queued', lane: 'reply', count: 1 },
    ]);
    expect([metrics.dueLagMs, metrics.inboxWaiting, metrics.heartbeatAgeMs]).toEqual([null, 0, null]);
  });

  it('tell how long the oldest update has waited, handled ones left aside', async () => {
    const stored = (updateId: string) => ({ bot: 'memory', updateId, payload: '{}' });
    await insertInbox(rig.db.raw, [stored('1'), stored('2')], startAt);
    rig.clock.advance(3 * minute);
    await endInbox(rig.db.raw, 1, rig.clock.now());
    const { inboxWaiting, inboxLagMs } = await readMetrics(rig.db, rig.clock.now());
    expect([inboxWaiting, inboxLagMs]).toEqual([1, 3 * minute]);
  });

  it('can be scraped', async () => {
    await rig.write([{ key: 'reply', contactId: 'a' }]);
    await insertInbox(rig.db.raw, [{ bot: 'memory', updateId: '1', payload: '{}' }], startAt);
    rig.clock.advance(minute);
    const text = prometheus(await readMetrics(rig.db, rig.clock.now()));
    expect(text).toContain('guihang_outbox_lag_seconds{lane="reply"} 60\n');
    expect(text).toContain('guihang_outbox_messages{state="queued",lane="reply"} 1\n');
    expect(text).toContain('guihang_inbox_lag_seconds 60\n');
    for (const line of text.trim().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) guihang_\w+ .+|guihang_\w+(\{[^}]+\})? -?\d+(\.\d+)?)$/u);
  });
});

describe('the heartbeat', () => {
  it('leaves a row at each tick, and says how long ago the last one was', async () => {
    const heartbeat = createHeartbeat(rig);
    expect((await heartbeat.beat()).heartbeatAgeMs).toBeNull();
    rig.clock.advance(10_000);
    expect((await heartbeat.beat()).heartbeatAgeMs).toBe(10_000);
    const rows = await rig.db.raw.query(`SELECT "name","at" FROM "Heartbeat"`);
    expect(rows).toEqual([{ name: 'scheduler', at: rig.clock.now().getTime() }]);
  });
});
