import { describe, expect, test } from 'vitest';
import { alert, ming, now, talk, told } from '../../test/support/crisis.js';
import { only, said, someone, Talk } from '../../test/support/turn.js';
import type { Facts } from '../facts.js';
import { helpFlows } from '../help/index.js';
import { menuFlows } from '../menu/index.js';
import type { AlertFacts } from './facts.js';
import { crisisFlows } from './index.js';

const flows = [...crisisFlows, ...helpFlows, ...menuFlows];
const lin = { personId: 'lin', alias: '小林' };

/** A talk in an open episode, over every flow that may have to do with it. */
function during(change: Partial<AlertFacts> | null, facts: Partial<Facts> = {}, me = someone()): Talk {
  const known = change === null ? null : alert(change);
  const base = talk().facts;
  const own = { openAlert: () => known, alert: () => known, asking: () => null, myWorker: () => null };
  return new Talk(flows, { ...base, client: () => null, ...own, ...facts }, me, now);
}

describe('ordinary words in an open episode', () => {
  test.each(['client', 'family', 'stranger'] as const)('of a %s are heard of, and answered', (role) => {
    const me = someone({ role, personId: role === 'stranger' ? null : 'client' });
    const effects = during({}, {}, me).say('哦豁');
    expect(said(effects)).not.toContain('menu:unclear');
    expect(said(effects)).not.toContain('menu:stranger');
    const [note, answer] = only(effects, 'say');
    expect(note).toMatchObject({ to: { person: 'lin' }, paragraphs: [{ key: 'crisis:page.more' }] });
    expect(JSON.stringify(note)).not.toContain('哦豁');
    expect(JSON.stringify(answer?.paragraphs)).toContain('crisis:here.lead');
    expect(JSON.stringify(answer?.paragraphs)).not.toContain('哦豁');
    const values = answer?.options?.flat().map((option) => option.value);
    expect(values).toEqual(['pass-on', 'not-yet', 'better', 'help']);
  });

  test('make one note in five minutes, whatever they are', () => {
    const one = during({});
    const keys = ['哦豁', '嗯哼'].map((words) => only(one.say(words), 'say')[0]?.key);
    expect(new Set(keys).size).toBe(1);
  });

  test('go to whoever has it, and say nothing of an open question', () => {
    const one = during({
      state: 'acknowledged',
      ackBy: lin,
      told: [told('zhou'), told('lin', { seenAt: now })],
    });
    one.due('crisis-follow-up', { alertId: 'alert-1', moment: 'minutes' });
    const effects = one.say('哦豁');
    expect(only(effects, 'say').map(({ to }) => to)).toEqual([{ person: 'lin' }, 'me']);
    expect(said(effects)).not.toContain('crisis:follow-up.unclear');
    const [passOn] = only(effects, 'say')[1]?.options?.flat() ?? [];
    const given = one.tap({ kind: 'open', flow: passOn!.open!.flow, args: passOn!.open!.args });
    expect(only(given, 'say')[0]).toMatchObject({ to: { person: 'lin' }, kind: 'relay' });
    expect(JSON.stringify(only(given, 'say')[0]?.paragraphs)).toContain('哦豁');
  });

  test('with nobody who could read them nothing is offered that would not arrive', () => {
    const effects = during({ told: [told('lin', { state: 'unreachable' })] }).say('哦豁');
    expect(JSON.stringify(effects)).not.toContain('pass-on');
  });

  test('that nobody was told of yet: the question is asked again, and nobody hears of it', () => {
    const one = during({ level: 2, state: 'asked', shared: false, told: [] });
    const effects = one.say('哦豁');
    expect(said(effects)).toEqual(['crisis:tell.here', 'crisis:line.shown']);
    expect(only(effects, 'say').map(({ to }) => to)).toEqual(['me']);
    expect(one.asked).toBe('crisis.tell');
  });

  test.each([['declined'], ['resolved'], ['false-alarm']] as const)(
    'are ordinary again once it is %s',
    (state) => {
      expect(said(during({ state }).say('哦豁'))).toContain('menu:unclear');
    },
  );

  test('of staff are never taken for it', () => {
    const worker = someone({ role: 'worker', personId: 'zhou' });
    expect(said(during({}, {}, worker).say('哦豁'))).toContain('menu:unclear');
  });
});

describe('low mood in an open episode', () => {
  const low = { level: 1, kinds: ['urge'], about: 'self', rule: 'r', cardSent: false, said: '好难受' };

  test('joins it: no coping menu, no task, the level stays', () => {
    const effects = during({}, { crisisSubject: () => ming }).open('crisis', low);
    expect(only(effects, 'task.open')).toEqual([]);
    expect(said(effects)).not.toContain('help:coping.level-one');
    expect(only(effects, 'alert.join')).toMatchObject([{ level: 3, kinds: [] }]);
    expect(said(effects)[0]).toBe('crisis:page.more');
  });

  test('alone is met with small steps', () => {
    expect(said(during(null).open('crisis', low))).toContain('help:coping.level-one');
  });
});

test('"still hard" when they have been reached goes to whoever has it', () => {
  const one = during({ state: 'contacted', ackBy: lin });
  const effects = one.open('crisis-follow-up', { alertId: 'alert-1', said: 'not-yet' });
  expect(only(effects, 'say')[0]).toMatchObject({ to: { person: 'lin' } });
});

describe('words about the episode', () => {
  const declined = { level: 2, state: 'declined', shared: false, told: [] } as const;

  test.each(['想好了，请他联系我', '告诉 TA', 'Actually yes, please call me!'])('after a no: %s', (words) => {
    const effects = during(declined).say(words);
    expect(only(effects, 'alert.call')).toMatchObject([{ alertId: 'alert-1', shared: true }]);
  });

  test.each(['不要联系我', "don't call me"])('a second no is none: %s', (words) => {
    expect(only(during(declined).say(words), 'alert.call')).toEqual([]);
  });

  test('nobody is called by them once it is called', () => {
    expect(only(during({}).open('crisis', { tell: 'alert-1' }), 'alert.call')).toEqual([]);
  });

  test.each([
    ['没有', 'not-yet'],
    ['更难受了', 'not-yet'],
    ['worse', 'not-yet'],
    ['好点了', 'says-better'],
    ['a bit better', 'says-better'],
  ])('%s answers the question that came back, and is heard without it', (words, reason) => {
    const asked = during({});
    asked.due('crisis-follow-up', { alertId: 'alert-1', moment: 'hour' });
    for (const effects of [asked.say(words), during({}).say(words)])
      expect(said(effects)).toContain(`crisis:page.${reason}`);
  });

  test('"still hard" before anybody was told asks again', () => {
    const one = during({ level: 2, state: 'asked', shared: false, told: [] });
    one.due('crisis-follow-up', { alertId: 'alert-1', moment: 'minutes' });
    expect(said(one.answer('not-yet'))).toContain('crisis:follow-up.declined');
    expect(one.asked).toBe('crisis.tell');
  });
});
