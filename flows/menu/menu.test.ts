import { describe, expect, test } from 'vitest';
import { said, only, someone, Talk } from '../../test/support/turn.js';
import type { Role } from '../engine/types.js';
import { allFlows, flowMap } from '../index.js';
import type { Facts } from '../facts.js';
import { menuFlows } from './index.js';
import { clientRows, familyRows, settingsRows, staffRows, stoppedRows } from './rows.js';

const facts = (more: Partial<Facts> = {}): Partial<Facts> => ({
  asking: () => null,
  openAlert: () => null,
  hotlines: () => '120 A\n110 B\n12356 C',
  myWorker: () => 'worker',
  relay: () => ({
    to: { personId: 'worker', alias: 'Lin', role: 'staff', day: null, of: null },
    from: { alias: 'Ming', role: 'client', day: 3, of: null },
    reach: 'ok',
  }),
  client: () => null,
  ...more,
});
const roles: readonly Role[] = ['stranger', 'client', 'family', 'worker', 'supervisor', 'operator'];
const meOf = (role: Role) => someone({ role, personId: role === 'stranger' ? null : 'client' });

describe('the menu', () => {
  test('every door leads to a flow that this role may open, and can be used again', () => {
    const flows = flowMap(allFlows);
    const menus: [Role, typeof clientRows][] = [
      ['client', clientRows],
      ['client', stoppedRows],
      ['client', settingsRows],
      ['family', familyRows],
      ['worker', staffRows('worker')],
      ['supervisor', staffRows('supervisor')],
      ['operator', staffRows('operator')],
    ];
    for (const [role, rows] of menus) {
      for (const option of rows.flat()) {
        expect(flows.get(option.open!.flow)?.roles, `${role} ${option.open!.flow}`).toContain(role);
        expect(option.again, option.value).toBe(true);
      }
    }
  });

  test.each(roles)('help is one tap away for %s, whatever came', (role) => {
    for (const args of [
      { media: 'voice' },
      { stale: true },
      { text: 'what' },
      { text: 'what', asking: 'hour' },
    ]) {
      const talk = new Talk(menuFlows, facts(), meOf(role));
      const options = only(talk.open('menu', args), 'say').flatMap((effect) => effect.options?.flat() ?? []);
      const isStaff = ['worker', 'supervisor', 'operator'].includes(role);
      expect(options.some((option) => option.open?.flow === 'help') || isStaff).toBe(true);
    }
  });

  test.each(roles)('every reply to something unreadable carries the help line (%s)', (role) => {
    expect(said(new Talk(menuFlows, facts(), meOf(role)).open('menu', { media: 'voice' }))).toContain(
      'help:line',
    );
  });

  test('what a client typed is offered to the worker word for word, and goes only on the tap', () => {
    const effects = new Talk(menuFlows, facts()).open('menu', { text: 'the words' });
    expect(only(effects, 'say').every((effect) => effect.to === 'me')).toBe(true);
    const [passOn] = only(effects, 'say')[0]?.options?.flat() ?? [];
    expect(passOn).toMatchObject({ open: { flow: 'relay', args: { text: 'the words' } } });
    expect(passOn?.again).toBeUndefined();
    expect(JSON.stringify(only(effects, 'say')[0]?.paragraphs)).not.toContain('the words');
  });

  test('without a worker nothing is offered that would not arrive', () => {
    const effects = new Talk(menuFlows, facts({ myWorker: () => null })).open('menu', { text: 'the words' });
    expect(JSON.stringify(effects)).not.toContain('the words');
  });

  test('a stranger gets the one kind sentence; in the middle of joining, the question is asked again', () => {
    const stranger = meOf('stranger');
    expect(said(new Talk(menuFlows, facts(), stranger).open('menu', { text: 'hello' }))).toEqual([
      'menu:stranger',
      'help:line',
    ]);
    const joining = new Talk(menuFlows, facts({ asking: () => 'welcome' }), stranger);
    expect(said(joining.open('menu', { text: 'hello', asking: 'welcome' }))).toEqual(['menu:unclear']);
  });
});
