import { describe, expect, test } from 'vitest';
import { triage } from '../../flows/crisis/triage/index.js';
import type { Candidate } from '../../prisma/repositories/dispatch-outbox.js';
import { VirtualClock } from '../../scheduler/clock.js';
import { mayStillGo } from '../../scheduler/send-eligibility.js';
import { testLocales } from '../../test/support/context.js';
import { inboundOf } from '../../test/support/inbound.js';
import { SendError, type Inbound, type Outbound, type Sent } from '../channels/channel.js';
import { createCards } from './cards.js';
import { createGate } from './gate.js';
import { ownHotlines } from './hotlines.js';
import { createMemory } from './memory.js';

/**
 * Each guard of the gate beside its control: the same cry for help where that guard is missing. The guards against a
 * database that is locked, full or gone stand in pipeline.test.ts and test/faults. The table is in docs/crisis.md.
 */
const cry = '我不想活了，今晚就自杀';
const cards = createCards({ locales: testLocales(), book: ownHotlines(), naloxone: false });

interface Change {
  /** The provider's answers, in order; then it takes everything. */
  readonly answers?: readonly (SendError | 'hang')[];
  readonly isCold?: boolean;
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

function setUp({ answers = [], isCold = false, sleep }: Change = {}) {
  const clock = new VirtualClock(new Date('2026-12-01T19:00:00Z'));
  const memory = createMemory();
  const station = { region: 'cn-sh', localNumber: '021-5555', zone: 'Asia/Shanghai', locale: 'zh-CN' };
  const crew = [{ position: 0, locale: 'zh-CN', addresses: [{ bot: 'b', chat: 'lin' }] }];
  if (!isCold) memory.setStation(station, () => crew);
  const out: Outbound[] = [];
  const left = [...answers];
  const sendNow = (message: Outbound): Promise<Sent> => {
    out.push(message);
    const answer = left.shift();
    if (answer === 'hang') return new Promise(() => undefined);
    return answer === undefined ? Promise.resolve({ messageRef: 'm' }) : Promise.reject(answer);
  };
  const gate = createGate({
    triage,
    cards,
    memory,
    sendNow,
    sleep: sleep ?? ((ms, signal) => clock.sleep(ms, signal)),
    now: () => clock.now(),
    log: { error: () => undefined },
  });
  return { gate, out, clock };
}

const inbound = (change: Partial<Inbound> = {}) => inboundOf(cry, change);
const room = { address: { bot: 'b', chat: 'room' }, sender: 'ming' };
const chats = (out: readonly Outbound[]) => out.map(({ address }) => address.chat);

describe('a group', () => {
  test('is answered in private', async () => {
    const { gate, out } = setUp();
    await gate.inspect(inbound({ ...room, scope: 'group' }));
    expect(chats(out)).toEqual(['ming']);
  });

  test('control: a channel that did not say that it is a group would have it all read there', async () => {
    const { gate, out } = setUp();
    await gate.inspect(inbound(room));
    expect(chats(out)).toEqual(['room']);
  });

  const refused = new SendError('send.rejected', 'never wrote to us');

  test('where the person cannot be written to: the numbers, about nobody', async () => {
    const { gate, out } = setUp({ answers: [refused] });
    await gate.inspect(inbound({ ...room, scope: 'group' }));
    expect(chats(out)).toEqual(['ming', 'room']);
    expect(out[1]?.text).toMatch(/^\d/u);
    expect(out[1]?.text).not.toMatch(/值班|你不用一个人扛/u);
  });

  test('control: what is refused in private is said nowhere else', async () => {
    const { gate, out } = setUp({ answers: [refused] });
    expect((await gate.inspect(inbound())).card?.sent).toBe('failed');
    expect(chats(out)).toEqual(['ming']);
  });
});

describe('words in other places', () => {
  test.each([
    ['a caption', { kind: 'image' }],
    ['a voice note’s caption', { kind: 'voice' }],
    ['a button label', { kind: 'button', token: 't' }],
    ['an edited message', { edited: true }],
    ['a file’s caption', { kind: 'unsupported' }],
  ] as const)('%s is heard; control: without its words it is not', async (_place, change) => {
    const { gate, out } = setUp();
    expect((await gate.inspect(inbound({ ...change, text: '' }))).level).toBe(0);
    expect(out).toEqual([]);
    expect((await gate.inspect(inbound(change))).level).toBe(3);
    expect(out).toHaveLength(1);
  });

  test('an edit is an update of its own; control: under the old id it would be taken for a repeat', async () => {
    const { gate, out } = setUp();
    const first = inbound({ text: '今天还行' });
    await gate.inspect(first);
    expect((await gate.inspect({ ...first, text: cry, edited: true })).level).toBe(0);
    expect((await gate.inspect(inbound({ edited: true }))).level).toBe(3);
    expect(out).toHaveLength(1);
  });
});

describe('the provider', () => {
  const down = () => new SendError('send.unavailable', 'test');

  test('that fails once gets the card again at once; control: failing again it is left to the outbox', async () => {
    const once = setUp({ answers: [down()] });
    expect((await once.gate.inspect(inbound())).card?.sent).toBe('sent');
    const twice = setUp({ answers: [down(), down()] });
    expect((await twice.gate.inspect(inbound())).card?.sent).toBe('failed');
  });

  test('that hangs does not keep the update from being stored; control: without the limit it would', async () => {
    const { gate, clock } = setUp({ answers: ['hang'] });
    const limited = gate.inspect(inbound());
    clock.advance(9_000);
    expect((await limited).card?.sent).toBe('unknown');
    const endless = setUp({ answers: ['hang'], sleep: () => new Promise(() => undefined) });
    const never = endless.gate.inspect(inbound());
    endless.clock.advance(60_000);
    const idle = new Promise<'still waiting'>((resolve) => setImmediate(() => resolve('still waiting')));
    expect(await Promise.race([never, idle])).toBe('still waiting');
  });
});

test('a warm memory brings the place’s own numbers and the truth; control: a cold one has the country’s and claims nothing', async () => {
  const warm = setUp();
  await warm.gate.inspect(inbound());
  expect(warm.out[0]?.text).toContain('021-5555');
  expect(warm.out[0]?.text).toContain('962525');
  const cold = setUp({ isCold: true });
  await cold.gate.inspect(inbound());
  expect(cold.out[0]?.text).toContain('12356');
  expect(cold.out[0]?.text).not.toContain('962525');
  expect(cold.out[0]?.text).toContain('查不到谁在值班');
  expect(cold.out[0]?.text).not.toContain('没有人值班');
});

describe('the crisis lane', () => {
  const now = new Date('2026-12-01T19:00:00Z');
  const row = {
    lane: 'crisis',
    proactive: 1,
    chat: 'ming',
    expiresAt: null,
    contactState: 'stopped',
    enrolmentState: 'stopped',
    pausedFrom: 0,
    pausedTo: null,
    heldUntil: now.getTime() + 3_600_000,
    endedAt: null,
    zone: 'Asia/Shanghai',
    heard: 1_000,
  } as unknown as Candidate;
  const night = { from: '21:30', to: '08:00' };

  test('goes out whatever else holds', () => {
    expect(mayStillGo(row, now, night)).toBeNull();
  });

  test.each([
    ['opt-out', { enrolmentState: 'active', pausedFrom: null, heldUntil: null, heard: 0 }],
    ['stopped enrolment', { contactState: 'active', pausedFrom: null, heldUntil: null, heard: 0 }],
    ['pause', { contactState: 'active', enrolmentState: 'active', heldUntil: null, heard: 0 }],
    ['hold', { contactState: 'active', enrolmentState: 'active', pausedFrom: null, heard: 0 }],
    [
      'night',
      { contactState: 'active', enrolmentState: 'active', pausedFrom: null, heldUntil: null, heard: 0 },
    ],
  ] as const)('control: in another lane %s would keep it back', (_why, change) => {
    expect(mayStillGo({ ...row, ...change, lane: 'reminder' }, now, night)).not.toBeNull();
  });
});
