import { describe, expect, test } from 'vitest';
import type { Triage, TriageContext } from '../../flows/crisis/triage/index.js';
import { VirtualClock } from '../../scheduler/clock.js';
import { testLocales } from '../../test/support/context.js';
import { inboundOf } from '../../test/support/inbound.js';
import { SendError, type Outbound, type SendErrorCode, type Sent } from '../channels/channel.js';
import { createCards } from './cards.js';
import { createGate } from './gate.js';
import { ownHotlines } from './hotlines.js';
import { createMemory, type KnownContact } from './memory.js';
import { createMemoryPager } from './memory-pager.js';

const cards = createCards({ locales: testLocales(), book: ownHotlines(), naloxone: false });

/** A triage that reads the level out of the text: `3 overdose other` … so that the gate alone is tested. */
function scripted(text: string, context: TriageContext): Triage {
  const [level = '0', kind = 'self-harm', about = 'self'] = text.split(' ');
  if (level === 'boom') throw new TypeError('a bug in the triage');
  const adds = level === 'hint' ? (context.recent ?? []).length : 0;
  return {
    level: (adds >= 2 ? 2 : Number(level) || 0) as Triage['level'],
    kinds: [kind] as Triage['kinds'],
    about: about as Triage['about'],
    spans: [],
    decidedBy: 'test',
    indirect: level === 'hint',
  };
}

type Answer = Sent | SendErrorCode | 'hang' | 'bug';

function setUp(change: { onCall?: boolean; known?: KnownContact; remembered?: number } = {}) {
  const clock = new VirtualClock(new Date('2026-12-01T19:00:00Z'));
  const memory = createMemory();
  const crew =
    change.onCall === false ? [] : [{ position: 0, locale: 'en', addresses: [{ bot: 'b', chat: 'lin' }] }];
  memory.setStation(
    { region: 'cn', localNumber: '021-5555', zone: 'Asia/Shanghai', locale: 'zh-CN' },
    () => crew,
  );
  if (change.known !== undefined) memory.know({ bot: 'b', chat: 'ming' }, change.known);
  const out: Outbound[] = [];
  const answers: Answer[] = [];
  const errors: object[] = [];
  const sendNow = (message: Outbound): Promise<Sent> => {
    out.push(message);
    const answer = answers.shift() ?? { messageRef: `m${out.length}` };
    if (answer === 'hang') return new Promise(() => undefined);
    if (answer === 'bug') return Promise.reject(new TypeError('a bug in the channel'));
    return typeof answer === 'string'
      ? Promise.reject(new SendError(answer, 'test'))
      : Promise.resolve(answer);
  };
  const log = { error: (fields: object) => void errors.push(fields) };
  const gate = createGate({
    triage: scripted,
    cards,
    memory,
    sendNow,
    log,
    now: () => clock.now(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    ...(change.remembered === undefined ? {} : { rememberedUpdates: change.remembered }),
  });
  const pager = createMemoryPager({ memory, locales: testLocales(), sendNow, log, now: () => clock.now() });
  return { gate, pager, clock, out, answers, errors };
}

describe('the card', () => {
  test.each([2, 3])(
    'of level %i leaves at once, numbers first, and says that it is automatic',
    async (level) => {
      const { gate, out } = setUp();
      const result = await gate.inspect(inboundOf(`${level} self-harm`));
      expect(result).toMatchObject({
        level,
        rule: 'test',
        person: { chat: 'ming' },
        card: { sent: 'sent', providerRef: 'm1' },
      });
      expect(out).toHaveLength(1);
      expect(out[0]?.text).toMatch(/^\d/u);
      for (const number of ['120', '12356', '021-5555']) expect(out[0]?.text).toContain(number);
      expect(out[0]?.text).toMatch(/program|程序/u);
    },
  );

  test.each([0, 1])('is not sent at level %i', async (level) => {
    const { gate, out } = setUp();
    expect((await gate.inspect(inboundOf(`${level} urge`))).level).toBe(level);
    expect(out).toEqual([]);
  });

  test('never claims that anybody is being called when nobody is on call', async () => {
    const { gate, out } = setUp({ onCall: false });
    await gate.inspect(inboundOf('3 self-harm'));
    expect(out[0]?.text).toContain('Nobody is on duty');
    expect(out[0]?.text).not.toContain("I'm calling");
  });

  test('of level 2 says that nobody has been told', async () => {
    const { gate, out } = setUp();
    await gate.inspect(inboundOf('2 self-harm'));
    expect(out[0]?.text).toContain('told nobody');
  });

  test('is in the language that the person is known by, else in the script they write', async () => {
    const known = setUp({ known: { locale: 'zh-CN', role: 'client', alias: '阿明' } });
    await known.gate.inspect(inboundOf('3 overdose'));
    expect(known.out[0]?.text).toContain('急救');
    const han = setUp();
    await han.gate.inspect(inboundOf('3 overdose other 救命'));
    expect(han.out[0]?.text).toContain('让 TA 侧躺');
    const latin = setUp();
    await latin.gate.inspect(inboundOf('3 overdose'));
    expect(latin.out[0]?.text).toContain('ambulance');
  });

  test('within ten minutes comes as the numbers alone, then whole again', async () => {
    const { gate, out, clock } = setUp();
    await gate.inspect(inboundOf('3 self-harm'));
    await gate.inspect(inboundOf('3 self-harm'));
    clock.advance(11 * 60_000);
    await gate.inspect(inboundOf('3 self-harm'));
    const [whole, short, again] = out.map((message) => message.text);
    expect(short!.length).toBeLessThan(whole!.length);
    expect(short).toContain('120');
    expect(again).toBe(whole);
  });
});

describe('what goes wrong', () => {
  test.each([
    ['send.unknown', 'unknown'],
    ['send.throttled', 'failed'],
    ['send.contact-stopped', 'failed'],
    ['send.unauthorized', 'failed'],
    ['bug', 'unknown'],
  ] as const)('%s ends as %s', async (answer, sent) => {
    const { gate, answers } = setUp();
    answers.push(answer);
    expect((await gate.inspect(inboundOf('3 self-harm'))).card?.sent).toBe(sent);
  });

  test('what was surely not delivered is tried once more', async () => {
    const { gate, answers, out } = setUp();
    answers.push('send.unavailable');
    expect((await gate.inspect(inboundOf('3 self-harm'))).card?.sent).toBe('sent');
    expect(out).toHaveLength(2);
  });

  test('a provider that never answers does not hold up the update', async () => {
    const { gate, answers, clock } = setUp();
    answers.push('hang');
    const result = gate.inspect(inboundOf('3 self-harm'));
    clock.advance(9_000);
    expect((await result).card?.sent).toBe('unknown');
  });

  test('a bug in the triage is logged without a word of the text, and throws nothing', async () => {
    const { gate, errors } = setUp();
    expect((await gate.inspect(inboundOf('boom my words'))).level).toBe(0);
    expect(errors).toEqual([
      { error: 'TypeError', at: expect.stringMatching(/gate\.test\.ts:\d+$/u) as string },
    ]);
    expect(JSON.stringify(errors)).not.toContain('words');
  });
});

describe('repeats', () => {
  test('of the same update send nothing, also at the same moment', async () => {
    const { gate, out } = setUp();
    const update = inboundOf('3 self-harm');
    const [first, second] = await Promise.all([gate.inspect(update), gate.inspect(update)]);
    expect(second).toBe(first);
    expect(await gate.inspect(update)).toBe(first);
    expect(out).toHaveLength(1);
  });

  test('control: without the memory of updates a repeat would send again', async () => {
    const { gate, out } = setUp({ remembered: 0 });
    const update = inboundOf('3 self-harm');
    await gate.inspect(update);
    await gate.inspect(update);
    expect(out).toHaveLength(2);
  });

  test('of the same words in another update are not folded: each is answered', async () => {
    const { gate, out } = setUp();
    await gate.inspect(inboundOf('3 self-harm'));
    await gate.inspect(inboundOf('3 self-harm'));
    expect(out).toHaveLength(2);
  });

  test('hints add up within the hour', async () => {
    const { gate, clock } = setUp();
    const levels: number[] = [];
    for (const minutes of [0, 20, 20, 61]) {
      clock.advance(minutes * 60_000);
      levels.push((await gate.inspect(inboundOf('hint'))).level);
    }
    expect(levels).toEqual([0, 0, 2, 0]);
  });
});

describe('where it may stand', () => {
  test('in a caption, an edited message and a button label', async () => {
    const { gate } = setUp();
    expect((await gate.inspect(inboundOf('3 self-harm', { kind: 'image' }))).level).toBe(3);
    expect((await gate.inspect(inboundOf('3 self-harm', { edited: true }))).level).toBe(3);
    expect((await gate.inspect(inboundOf('3 self-harm', { kind: 'button', token: 't' }))).level).toBe(3);
    expect((await gate.inspect(inboundOf('1 urge', { kind: 'button', token: 't' }))).level).toBe(0);
  });

  const inGroup = { scope: 'group', address: { bot: 'b', chat: 'group' }, sender: 'ming' } as const;

  test('in a group it is answered in private', async () => {
    const { gate, out } = setUp();
    const result = await gate.inspect(inboundOf('3 self-harm', inGroup));
    expect(out.map((message) => message.address.chat)).toEqual(['ming']);
    expect(result).toMatchObject({ person: { chat: 'ming' }, card: { address: { chat: 'ming' } } });
  });

  test('and neutrally in the group where the person cannot be written to', async () => {
    const { gate, out, answers } = setUp();
    answers.push('send.rejected');
    const result = await gate.inspect(inboundOf('3 self-harm', inGroup));
    expect(result.card).toMatchObject({ sent: 'sent', address: { chat: 'group' } });
    expect(out[1]?.text).toContain('Anyone may ring them');
    expect(out[1]?.text).not.toContain('duty');
  });

  test('low mood in a group is nobody’s business', async () => {
    const { gate } = setUp();
    expect((await gate.inspect(inboundOf('1 urge', inGroup))).level).toBe(0);
  });
});

describe('paging from memory', () => {
  test('once an update, without a word, and only for level 3', async () => {
    const { gate, pager, out } = setUp({ known: { locale: 'en', role: 'client', alias: 'Ming' } });
    const three = await gate.inspect(inboundOf('3 self-harm'));
    expect(await pager.page(three)).toBe(1);
    expect(await pager.page(three)).toBe(0);
    expect(out.at(-1)).toMatchObject({ address: { chat: 'lin' } });
    expect(out.at(-1)?.text).toContain('Ming');
    expect(out.at(-1)?.text).not.toContain('self-harm');
    expect(await pager.page(await gate.inspect(inboundOf('2 lapse')))).toBe(0);
  });

  test('goes to the next in the order when the first cannot be reached, and is loud when nobody can', async () => {
    const { gate, pager, answers, errors } = setUp();
    const three = await gate.inspect(inboundOf('3 self-harm'));
    answers.push('send.contact-stopped');
    expect(await pager.page(three)).toBe(0);
    expect(errors).toHaveLength(1);
    expect(await pager.page(three)).toBe(1);
  });
});
