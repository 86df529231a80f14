import { describe, expect, test } from 'vitest';
import { testLocales } from '../../test/support/context.js';
import { alert, now, talk, told } from '../../test/support/crisis.js';
import { only, said, someone } from '../../test/support/turn.js';
import { stateText } from './alert.js';
import { alertStates, type AlertFacts } from './facts.js';
import { crisisFlows } from './index.js';

test.each(['zh-CN', 'en'])('every state of an alert has its words in %s', (locale) => {
  const locales = testLocales();
  for (const state of alertStates) {
    const words = locales.render(stateText(alert({ state })), locale, 'UTC');
    expect(words.length, state).toBeGreaterThan(2);
  }
});

describe('the chain', () => {
  const system = someone({ role: 'operator', personId: null, contactId: '' });
  const rung = (to: unknown, change: Partial<AlertFacts> = {}, when = 'unanswered') =>
    talk({ alert: () => alert(change) }, system).due('alert-chain', {
      alertId: 'alert-1',
      to: to as string,
      when,
    });
  const paged = (effects: ReturnType<typeof rung>) =>
    only(effects, 'say')
      .filter((say) => say.kind === 'alert-page')
      .map((say) => (say.to as { person: string }).person);

  test('goes to whoever the rung names, and tells the person each time', () => {
    expect(paged(rung('told'))).toEqual(['lin']);
    expect(paged(rung(1))).toEqual(['zhou']);
    expect(paged(rung('everyone'))).toEqual(['lin', 'zhou', 'op']);
    expect(only(rung(1), 'say').filter((say) => say.kind === 'crisis-truth')).toMatchObject([
      { to: { contact: 'contact' } },
    ]);
  });

  test('rungs that fall due in one moment, after an outage, page each person and tell the person once', () => {
    const keysOf = (to: unknown) => only(rung(to), 'say').map((say) => say.key);
    const [first, second] = [keysOf('told'), keysOf('everyone')];
    expect(second).toEqual(expect.arrayContaining(first));
    expect(new Set([...first, ...second]).size).toBe(4);
  });

  test('a place that nobody can be reached at is recorded and claimed by nobody', () => {
    const effects = rung(2);
    expect(paged(effects)).toEqual([]);
    expect(only(effects, 'decide')).toMatchObject([{ code: 'crisis.nobody-at-position' }]);
    expect(JSON.stringify(effects)).not.toContain('crisis:truth.climbed');
  });

  test.each(['acknowledged', 'contacted', 'resolved', 'false-alarm'] as const)(
    'does nothing once it is %s',
    (state) => {
      expect(rung(1, { state })).toEqual([]);
    },
  );

  test('asks whoever has it while they have not said "reached"', () => {
    const mine = { state: 'acknowledged', ackBy: { personId: 'lin', alias: '小林' } } as const;
    expect(paged(rung('told', { ...mine, told: [told('lin'), told('zhou')] }, 'uncontacted'))).toEqual([
      'lin',
    ]);
    expect(paged(rung('everyone', mine, 'uncontacted'))).toEqual(['lin', 'zhou', 'op']);
    expect(rung('told', { ...mine, state: 'contacted' }, 'uncontacted')).toEqual([]);
  });

  test('"please call" goes to whom the person was told, where their own worker is somebody else', () => {
    const one = talk({ alert: () => alert({ state: 'asked', shared: false, told: [] }) });
    const [asks] = only(one.open('crisis', { retell: 'alert-1' }), 'say');
    expect(asks?.paragraphs.at(-1)).toMatchObject({
      key: 'crisis:tell.again',
      params: { alias: '小吴', caller: '小林' },
    });
    expect(paged(rung(0, { state: 'asked', shared: false, told: [] }, 'please-call'))).toEqual(['lin']);
  });

  test('nobody is paged for their own cry', () => {
    expect(paged(rung('everyone', { personId: 'zhou', told: [] }))).toEqual(['lin', 'op']);
  });

  test('"please call" says nothing of the kind', () => {
    const effects = rung(0, { state: 'asked', shared: false, told: [] }, 'please-call');
    const [say] = only(effects, 'say').filter((one) => one.kind === 'alert-page');
    expect(say?.paragraphs.map((part) => part.key)).toEqual([
      'crisis:page.please-call',
      'crisis:page.seen-note',
    ]);
    expect(only(effects, 'alert.call')).toMatchObject([{ shared: false }]);
  });
});

describe('working an alert', () => {
  const lin = someone({ role: 'worker', personId: 'lin', alias: '小林', contactId: 'lin-phone' });
  const at = (change: Partial<AlertFacts> = {}) => talk({ alert: () => alert(change) }, lin);

  test('one tap takes it: the chain ends, the person and the others hear who', () => {
    const one = at({ told: [told('lin'), told('zhou')] });
    const effects = one.open('alert', { alertId: 'alert-1', deed: 'ack' });
    expect(only(effects, 'due.clear')).toMatchObject([{ group: 'alert:alert-1', reason: 'acknowledged' }]);
    expect(only(effects, 'alert.seen')).toMatchObject([{ personId: 'lin' }]);
    expect(only(effects, 'due.schedule').map((due) => due.step)).toEqual([
      'uncontacted-15',
      'uncontacted-30',
    ]);
    const people = only(effects, 'say').map((say) => say.to);
    expect(people).toEqual([{ contact: 'contact' }, { person: 'zhou' }, 'me']);
    expect(one.asked).toBe('alert.next');
  });

  test('the second who taps is noted and told who has it; nothing is said twice to the person', () => {
    const effects = at({ state: 'acknowledged', ackBy: { personId: 'zhou', alias: '周姐' } }).open('alert', {
      alertId: 'alert-1',
      deed: 'ack',
    });
    expect(only(effects, 'due.clear')).toEqual([]);
    expect(said(effects)).toEqual(['crisis:alert.others']);
  });

  test('"reached" is a step of its own and ends the follow-ups', () => {
    const one = at({ state: 'acknowledged', ackBy: { personId: 'lin', alias: '小林' } });
    const effects = one.open('alert', { alertId: 'alert-1', deed: 'contacted' });
    expect(only(effects, 'due.clear').map((clear) => clear.group)).toEqual([
      'alert:alert-1',
      'follow-up:alert-1',
    ]);
    expect(one.asked).toBe('alert.outcome');
    expect(only(one.answer('out-hospital'), 'alert.close')).toMatchObject([
      { state: 'resolved', outcome: 'hospital' },
    ]);
  });

  test('"not reached" passes it on with a new round', () => {
    const one = at({ state: 'acknowledged', ackBy: { personId: 'lin', alias: '小林' } });
    one.open('alert', { alertId: 'alert-1', deed: 'open' });
    const effects = one.answer('not-reached');
    expect(only(effects, 'alert.call')).toHaveLength(1);
    expect(only(effects, 'say').filter((say) => say.kind === 'alert-page')).toMatchObject([
      { to: { person: 'zhou' } },
    ]);
  });

  test('a false alarm closes it; what is closed cannot be taken', () => {
    const one = at();
    one.open('alert', { alertId: 'alert-1', deed: 'open' });
    expect(only(one.answer('false-alarm'), 'alert.close')).toMatchObject([{ state: 'false-alarm' }]);
    expect(said(at({ state: 'resolved' }).open('alert', { alertId: 'alert-1', deed: 'ack' }))).toEqual([
      'crisis:alert.gone',
    ]);
  });

  test('no client can open one', () => {
    expect(said(talk().open('alert', { alertId: 'alert-1', deed: 'ack' }))).toEqual(['engine:not-for-you']);
  });
});

describe('afterwards', () => {
  test('the first two follow-ups go out at any hour, the later ones do not', () => {
    const lanes = ['minutes', 'hour', 'day', 'later'].map((moment) => {
      const flow = crisisFlows.find((one) => one.id === 'crisis-follow-up');
      const context = {
        now,
        facts: {
          alert: () => alert(),
          station: () => ({ localNumber: '1' }),
          hotlines: () => '120 x',
          officeHours: () => ({ open: true }),
        },
      };
      return (
        flow?.questions['how']?.ask(context as never, { alertId: 'alert-1', moment }) as { lane?: string }
      ).lane;
    });
    expect(lanes).toEqual(['crisis', 'crisis', undefined, undefined]);
  });

  test.each(['contacted', 'resolved', 'false-alarm'] as const)(
    'the bot keeps quiet once it is %s',
    (state) => {
      expect(
        talk({ alert: () => alert({ state }) }).due('crisis-follow-up', {
          alertId: 'alert-1',
          moment: 'hour',
        }),
      ).toEqual([]);
    },
  );

  test('"better" is passed on and lowers nothing', () => {
    const one = talk();
    one.due('crisis-follow-up', { alertId: 'alert-1', moment: 'hour' });
    const effects = one.answer('better');
    expect(effects.map((effect) => effect.do)).toEqual(['say', 'say']);
    expect(said(effects)).toEqual(['crisis:page.says-better', 'crisis:follow-up.better']);
  });

  test.each(['reported', 'near'] as const)(
    '"better" of whoever told us (%s) is theirs, not of the one concerned',
    (manner) => {
      const one = talk({ alert: () => alert({ who: { alias: '阿明', manner } }) });
      one.due('crisis-follow-up', { alertId: 'alert-1', moment: 'hour' });
      expect(said(one.answer('better'))).toContain('crisis:page.told-by.says-better');
    },
  );

  test.each([
    ['nobody was called', [], 'not-yet-nobody'],
    ['nobody can be reached', [told('lin', { state: 'unreachable' })], 'not-yet-nobody'],
    ['somebody was', [told('lin')], 'not-yet'],
  ] as const)('"still hard" when %s claims no more than that', (_when, rows, key) => {
    const one = talk({ alert: () => alert({ told: [...rows] }) });
    one.due('crisis-follow-up', { alertId: 'alert-1', moment: 'hour' });
    expect(said(one.answer('not-yet'))).toContain(`crisis:follow-up.${key}`);
  });
});
