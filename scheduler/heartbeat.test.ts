import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutboxRig, startAt } from '../test/support/outbox.js';
import type { Trouble } from './dispatcher.js';
import { createHeartbeat, tooOld } from './heartbeat.js';
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

  it('can be scraped', async () => {
    await rig.write([{ key: 'reply', contactId: 'a' }]);
    rig.clock.advance(minute);
    const text = prometheus(await readMetrics(rig.db, rig.clock.now()));
    expect(text).toContain('guihang_outbox_lag_seconds{lane="reply"} 60\n');
    expect(text).toContain('guihang_outbox_messages{state="queued",lane="reply"} 1\n');
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

  it('tells the operator once when a reply waits too long, and anew when it happens again', async () => {
    const told: Trouble[] = [];
    const heartbeat = createHeartbeat({ db: rig.db, clock: rig.clock, onTrouble: (one) => told.push(one) });
    const beats = async (count: number) => {
      for (let index = 0; index < count; index += 1) {
        await heartbeat.beat();
        rig.clock.advance(10_000);
      }
    };
    await rig.write([{ key: '1', contactId: 'a' }]);
    await beats(30);
    expect(told.map(({ code, detail }) => [code, detail['lane']])).toEqual([['outbox.late', 'reply']]);
    await rig.db.raw.exec(`UPDATE "Outbox" SET "state" = 'sent'`);
    await beats(2);
    await rig.write([{ key: '2', contactId: 'a' }]);
    await beats(30);
    expect(told).toHaveLength(2);
  });

  it('notices that it had stopped', async () => {
    const told: Trouble[] = [];
    const heartbeat = createHeartbeat({ db: rig.db, clock: rig.clock, onTrouble: (one) => told.push(one) });
    await heartbeat.beat();
    rig.clock.advance(2 * minute);
    await heartbeat.beat();
    expect(told).toEqual([{ code: 'heartbeat.late', bot: null, detail: { seconds: 120 } }]);
  });

  it('lets bulk wait, and nobody else', () => {
    const lag = { crisis: 31_000, reply: null, reminder: null, bulk: 86_400_000 };
    const metrics = { at: startAt, dueLagMs: 6 * minute, outboxLagMs: lag, outbox: [], inboxWaiting: 0 };
    const codes = tooOld({ ...metrics, heartbeatAgeMs: null }).map(({ code }) => code);
    expect(codes).toEqual(['due.late', 'outbox.late']);
  });
});
