import { describe, expect, test } from 'vitest';
import { gateRig as setUp } from '../../test/support/gate.js';
import { inboundOf } from '../../test/support/inbound.js';

describe('paging from memory', () => {
  test('once an update, without a word, and only for level 3', async () => {
    const { gate, pager, out } = setUp({ known: { locale: 'en', role: 'client', alias: 'Ming' } });
    const three = await gate.inspect(inboundOf('3 self-harm'));
    expect(await pager.page(three)).toBe(1);
    expect(await pager.page(three)).toBe(0);
    expect(out.at(-1)).toMatchObject({ address: { chat: 'lin' } });
    expect(out.at(-1)?.text).toContain('Ming');
    expect(out.at(-1)?.text).not.toContain('self-harm');
    const two = await gate.inspect(inboundOf('2 lapse'));
    expect(await pager.page(two)).toBe(0);
    expect(await pager.page(two, 2)).toBe(1);
    expect(out.at(-1)?.text).toMatch(/^Please ring Ming/u);
  });

  test('says of a stranger what can be done: there is no number of theirs', async () => {
    const { gate, pager, out } = setUp();
    await pager.page(await gate.inspect(inboundOf('3 self-harm')));
    expect(out.at(-1)?.text).toContain('no number of theirs');
    expect(out.at(-1)?.text).not.toMatch(/ring first/iu);
  });

  test('names the numbers of the region, and of no other', async () => {
    const { gate, pager, out } = setUp({
      known: { locale: 'en', role: 'client', alias: 'Ming' },
      region: 'hk',
    });
    await pager.page(await gate.inspect(inboundOf('3 violence')));
    expect(out.at(-1)?.text).toContain('999');
    expect(out.at(-1)?.text).not.toMatch(/\b1[12]0\b|\{\{/u);
  });

  test('does not wait for a provider that hangs: the next in the order is woken', async () => {
    const { gate, pager, out, answers, clock } = setUp({ people: 2 });
    const three = await gate.inspect(inboundOf('3 self-harm'));
    answers.push('hang');
    const paging = pager.page(three);
    clock.advance(9_000);
    expect(await paging).toBe(1);
    expect(out.slice(1).map(({ address }) => address.chat)).toEqual(['lin', 'zhou']);
  });

  test('climbs the same ladder while nothing can be written, and stops when it is', async () => {
    const { gate, pager, out, clock } = setUp({ people: 4 });
    const three = await gate.inspect(inboundOf('3 self-harm'));
    await pager.page(three);
    const paged: string[][] = [];
    for (const minutes of [4, 1, 5, 5, 5, 10]) {
      const before = out.length;
      clock.advance(minutes * 60_000);
      await pager.climb();
      paged.push(out.slice(before).map(({ address }) => address.chat));
    }
    expect(paged).toEqual([[], ['lin'], ['zhou'], ['chen'], ['op'], ['lin', 'zhou', 'chen', 'op']]);
    expect(out.at(-1)?.text).toMatch(/^\[CALLED AGAIN\]/u);
    expect(new Set(out.map(({ key }) => key)).size).toBe(out.length);
    pager.end(three);
    const before = out.length;
    clock.advance(60 * 60_000);
    await pager.climb();
    expect(out).toHaveLength(before);
  });

  test('counts its minutes by a clock that nobody sets', async () => {
    const { gate, pager, out, clock } = setUp({ people: 2 });
    await pager.page(await gate.inspect(inboundOf('3 self-harm')));
    clock.set(new Date(clock.now().getTime() - 2 * 3_600_000));
    const paged = async (minutes: number) => {
      const before = out.length;
      clock.advance(minutes * 60_000);
      await pager.climb();
      return out.slice(before).map(({ address }) => address.chat);
    };
    expect([await paged(4), await paged(1), await paged(5)]).toEqual([[], ['lin'], ['zhou']]);
  });

  test('knows whether anybody’s phone took it', async () => {
    const { gate, pager, answers } = setUp();
    const three = await gate.inspect(inboundOf('3 self-harm'));
    answers.push('send.contact-stopped');
    await pager.page(three);
    expect(pager.hasPaged(three)).toBe(false);
    await pager.page(three);
    expect(pager.hasPaged(three)).toBe(true);
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
