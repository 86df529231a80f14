import { expect, test } from 'vitest';
import { alert, talk, told } from '../../test/support/crisis.js';
import { only, said, someone } from '../../test/support/turn.js';

const lin = someone({ role: 'worker', personId: 'lin', alias: '小林', contactId: 'lin-phone' });
const ackBy = { personId: 'lin', alias: '小林' };

test('what is written waits for its answer, and leaves "reached" within reach', () => {
  const one = talk({ alert: () => alert({ state: 'acknowledged', ackBy }) }, lin);
  one.open('relay-alert', { alertId: 'alert-1' });
  const [there, here] = only(one.say('在哪'), 'say');
  expect(there).toMatchObject({
    to: { contact: 'contact' },
    awaits: { flow: 'relay-back', question: 'write', data: { alertId: 'alert-1', to: 'lin' } },
  });
  expect(here?.options?.flat().map(({ value }) => value)).toEqual(['contacted', 'not-reached', 'write-on']);
});

test('"not reached" under it passes the alert on', () => {
  const one = talk({ alert: () => alert({ state: 'acknowledged', ackBy }) }, lin);
  const effects = one.open('alert', { alertId: 'alert-1', deed: 'not-reached' });
  expect(only(effects, 'say').filter((say) => say.kind === 'alert-page')).toMatchObject([
    { to: { person: 'zhou' } },
  ]);
});

test('an answer goes to whoever has it by now, else to whoever wrote', () => {
  const answered = (change: Parameters<typeof alert>[0]) => {
    const one = talk({ alert: () => alert(change) });
    one.open('relay-back', { alertId: 'alert-1', to: 'wu', alias: '小吴' });
    return only(one.say('在家'), 'say')[0]?.to;
  };
  expect(answered({ ackBy })).toEqual({ person: 'lin' });
  expect(answered({ ackBy: null })).toEqual({ person: 'wu' });
});

test('with nobody who reads it, that is said', () => {
  const one = talk({ alert: () => alert({ told: [told('lin', { state: 'unreachable' })] }) });
  expect(said(one.open('relay-back', { alertId: 'alert-1' }))).toEqual(['relay:nobody']);
  expect(one.asked).toBeNull();
});

test('a question that comes later does not keep an answer from whoever waits for it', () => {
  const one = talk();
  one.open('relay-back', { alertId: 'alert-1', to: 'lin', alias: '小林' });
  one.due('crisis-follow-up', { alertId: 'alert-1', moment: 'minutes' });
  expect(only(one.say('门锁着'), 'say')[0]).toMatchObject({ to: { person: 'lin' }, kind: 'relay' });
  expect(said(one.say('已经好些了吧'))).not.toContain('crisis:follow-up.unclear');
});
