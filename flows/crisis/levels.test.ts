import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alert, talk, told } from '../../test/support/crisis.js';
import { only, someone } from '../../test/support/turn.js';
import type { AlertFacts, EmergencyFacts } from './facts.js';

const lin = someone({ role: 'worker', personId: 'lin', alias: '小林', contactId: 'lin-phone' });
const mine = (change: Partial<AlertFacts> = {}) =>
  alert({ state: 'acknowledged', ackBy: { personId: 'lin', alias: '小林' }, ...change });
const emergency = (change: Partial<EmergencyFacts> = {}): EmergencyFacts => ({
  clientId: 'client',
  alias: '阿明',
  withheld: false,
  phone: false,
  members: [
    { familyId: 'mum', alias: '妈妈', granted: true, told: false },
    { familyId: 'aunt', alias: '姑姑', granted: false, told: false },
  ],
  ...change,
});

describe('a level', () => {
  test('is lowered by whoever has it, with a reason, and by nothing else', () => {
    const one = talk({ alert: () => mine() }, lin);
    one.open('alert', { alertId: 'alert-1', deed: 'open' });
    one.answer('lower');
    expect(one.asked).toBe('alert-lower.why');
    const effects = one.answer('spoke');
    expect(only(effects, 'alert.lower')).toMatchObject([{ alertId: 'alert-1', reason: 'spoke' }]);
    expect(only(effects, 'due.schedule').map((due) => due.step)).toEqual([
      'uncontacted-60',
      'uncontacted-240',
    ]);
    expect(only(effects, 'alert.close')).toEqual([]);
  });

  test.each([
    ['nobody has it', { state: 'open', ackBy: null }],
    ['somebody else has it', { ackBy: { personId: 'zhou', alias: '周姐' } }],
    ['it is level 2 already', { level: 2 }],
  ] as const)('cannot be lowered when %s', (_why, change) => {
    const one = talk({ alert: () => mine(change as Partial<AlertFacts>) }, lin);
    one.open('alert-lower', { alertId: 'alert-1' });
    expect(one.asked).not.toBe('alert-lower.why');
  });

  test('never falls by anything that the person, the bot or the clock does', () => {
    const events = fc.constantFrom(
      { flow: 'crisis', args: { level: 1, kinds: [], about: 'self', rule: 'r', cardSent: true } },
      { flow: 'crisis', args: { level: 2, kinds: ['lapse'], about: 'self', rule: 'r', cardSent: true } },
      { flow: 'crisis-word', args: { alertId: 'alert-1', word: 'safe' } },
      { flow: 'crisis-word', args: { alertId: 'alert-1', word: 'mistake' } },
      { flow: 'crisis-follow-up', args: { alertId: 'alert-1', moment: 'hour' } },
      { flow: 'help', args: { go: 'mild' } },
      { flow: 'alert-lower', args: { alertId: 'alert-1' } },
    );
    const states = fc.constantFrom('open', 'acknowledged', 'contacted') as fc.Arbitrary<AlertFacts['state']>;
    fc.assert(
      fc.property(fc.array(events, { maxLength: 6 }), states, (all, state) => {
        const known = alert({ state });
        const one = talk({ alert: () => known, openAlert: () => known });
        const effects = all.flatMap(({ flow, args }) => [
          ...one.open(flow, args),
          ...(one.asked === 'crisis-follow-up.how' ? one.answer('better') : []),
        ]);
        expect(only(effects, 'alert.lower')).toEqual([]);
        expect(only(effects, 'alert.close').filter(({ state: to }) => to !== 'declined')).toEqual([]);
      }),
    );
  });
});

describe('F5', () => {
  const system = someone({ role: 'operator', personId: null, contactId: '' });
  const rung = (family: EmergencyFacts | null, change: Partial<AlertFacts> = {}) =>
    talk({ alert: () => alert(change), emergency: () => family }, system).due('alert-chain', {
      alertId: 'alert-1',
      to: 'family',
      when: 'unanswered',
    });
  const toldOf = (effects: ReturnType<typeof rung>) =>
    only(effects, 'say')
      .filter((say) => say.kind === 'family-emergency')
      .map((say) => (say.to as { person: string }).person);

  test('goes to those to whom it was granted, and to nobody else', () => {
    expect(toldOf(rung(emergency()))).toEqual(['mum']);
    expect(only(rung(emergency()), 'alert.family')).toMatchObject([{ familyId: 'mum', reason: null }]);
  });

  test('is withheld where violence was told of, and that is on record; control: else it is sent', () => {
    const effects = rung(emergency({ withheld: true }));
    expect(toldOf(effects)).toEqual([]);
    expect(only(effects, 'decide')).toMatchObject([{ code: 'crisis.family-withheld' }]);
    expect(toldOf(rung(emergency({ withheld: false })))).toEqual(['mum']);
  });

  test('is not sent twice, nor once somebody has it, nor about anybody but the client', () => {
    const [mum, aunt] = emergency().members;
    expect(toldOf(rung(emergency({ members: [{ ...mum!, told: true }, aunt!] })))).toEqual([]);
    expect(toldOf(rung(emergency(), { state: 'acknowledged' }))).toEqual([]);
    expect(toldOf(rung(null))).toEqual([]);
  });
});

describe('breaking the glass', () => {
  const at = (family: EmergencyFacts, change: Partial<AlertFacts> = {}) =>
    talk({ alert: () => mine({ told: [told('lin')], ...change }), emergency: () => family }, lin);

  test('needs a reason where nothing was granted, and none where it was', () => {
    const one = at(emergency());
    one.open('alert-family', { alertId: 'alert-1' });
    expect(only(one.answer('aunt'), 'alert.family')).toEqual([]);
    expect(one.asked).toBe('alert-family.why');
    expect(only(one.answer('unreachable'), 'alert.family')).toMatchObject([
      { familyId: 'aunt', reason: 'unreachable' },
    ]);
    const two = at(emergency());
    two.open('alert-family', { alertId: 'alert-1' });
    expect(only(two.answer('mum'), 'alert.family')).toMatchObject([{ familyId: 'mum', reason: null }]);
  });

  test('tells the client at once who was told, by whom and why', () => {
    const one = at(emergency());
    one.open('alert-family', { alertId: 'alert-1' });
    one.answer('aunt');
    const says = only(one.answer('unconscious'), 'say');
    expect(says.map((say) => [say.kind, say.to])).toEqual([
      ['family-emergency', { person: 'aunt' }],
      ['crisis-truth', { contact: 'contact' }],
      ['alert', 'me'],
    ]);
  });

  test.each([
    ['violence was told of', emergency({ withheld: true }), {}],
    ['it is not theirs', emergency(), { ackBy: { personId: 'zhou', alias: '周姐' } }],
    ['it is no level 3', emergency(), { level: 2 }],
  ] as const)('is not possible when %s', (_why, family, change) => {
    const one = at(family, change as Partial<AlertFacts>);
    one.open('alert-family', { alertId: 'alert-1' });
    expect(one.asked).toBeNull();
  });

  test('"no" changes nothing', () => {
    const one = at(emergency());
    one.open('alert-family', { alertId: 'alert-1' });
    one.answer('aunt');
    expect(one.answer('no').filter((effect) => effect.do !== 'say')).toEqual([]);
  });
});
