import { describe, expect, test } from 'vitest';
import { alert, crew, ming, now, talk } from '../../test/support/crisis.js';
import { only, said, someone } from '../../test/support/turn.js';
import { testContext } from '../../test/support/context.js';
import { helpButton, helpLine } from './index.js';

describe('help', () => {
  test.each(['stranger', 'client', 'family', 'worker'] as const)(
    'shows a %s the numbers before anything else',
    (role) => {
      const personId = role === 'stranger' ? null : 'client';
      const [first] = said(talk({}, someone({ role, personId })).open('help'));
      expect(first).toBe('crisis:line.shown');
    },
  );

  test('its buttons work again and again, and hours later', () => {
    const [say] = only(talk().open('help'), 'say');
    const all = (say?.options ?? []).flat();
    // The sixth leads to the client's own card: two taps from anywhere.
    expect(all.filter((option) => option.open?.flow === 'my-card')).toHaveLength(1);
    const options = all.filter((option) => option.open?.flow !== 'my-card');
    expect(options).toHaveLength(5);
    for (const option of [...options, helpButton])
      expect(option).toMatchObject({ again: true, open: { flow: 'help' } });
  });

  test('"in danger" calls people with one tap; family speak of their relative', () => {
    const effects = talk().open('help', { go: 'danger' });
    expect(only(effects, 'alert.open')).toMatchObject([{ level: 3, rule: 'help.danger' }]);
    const mother = someone({ role: 'family', personId: 'mother' });
    const report = talk({ linkedClients: () => ['client'] }, mother).open('help', { danger: true });
    expect(only(report, 'alert.open')).toMatchObject([{ personId: 'client', kinds: ['other-person'] }]);
  });

  test('"talk to us" asks the own worker and says that it is not seen yet; with nobody there it says so', () => {
    const effects = talk().open('help', { go: 'talk' });
    expect(only(effects, 'task.open')).toMatchObject([
      { kind: 'soon', assigneeId: 'own', clientId: 'client' },
    ]);
    expect(said(effects)).toContain('help:help.talk-told');
    const stranger = someone({ role: 'stranger', personId: null });
    const support = talk({}, stranger).open('help', { go: 'talk' });
    expect(only(support, 'task.open')).toMatchObject([
      { kind: 'support', assigneeId: 'lin', clientId: null },
    ]);
    const nobody = crew.map((one) => ({ ...one, reachable: false }));
    expect(said(talk({ crew: () => nobody }, stranger).open('help', { go: 'talk' }))).toContain(
      'help:help.talk-nobody',
    );
  });

  test('a bad body is not taken for the days after stopping', () => {
    const effects = talk().open('help', { go: 'severe' });
    expect(only(effects, 'alert.open')).toMatchObject([{ level: 3, kinds: ['body'] }]);
    expect(said(effects)).toContain('crisis:card.now.self.body');
  });

  test('"talk to us" goes past a worker who cannot be reached', () => {
    const away = { ...ming, worker: { personId: 'own', alias: '小吴', reachable: false } };
    const effects = talk({ crisisSubject: () => away }).open('help', { go: 'talk' });
    expect(only(effects, 'task.open')).toMatchObject([
      { kind: 'soon', assigneeId: 'lin', clientId: 'client' },
    ]);
    expect(JSON.stringify(only(effects, 'say'))).not.toContain('小吴');
  });

  const night = () => ({ open: false, nextAt: now });

  test.each(['client', 'family', 'stranger'] as const)(
    'at night a %s who wants a person gets one',
    (role) => {
      const me = someone({ role, personId: role === 'stranger' ? null : 'client' });
      const effects = talk({ officeHours: night }, me).open('help', { go: 'talk' });
      expect(only(effects, 'task.open')).toEqual([]);
      expect(only(effects, 'alert.open')).toMatchObject([{ level: 2, kinds: [], rule: 'help.talk' }]);
      expect(only(effects, 'alert.call')).toMatchObject([{ shared: false }]);
      const [page] = only(effects, 'say').filter((say) => say.kind === 'alert-page');
      expect(page).toMatchObject({ to: { person: 'lin' }, lane: 'crisis' });
      expect(JSON.stringify(page)).not.toContain('crisis:page.kind');
      expect(said(effects)).toContain('help:help.talk-called');
    },
  );

  test('at night, in an open episode, nobody is called twice; the help menu and coping do the same', () => {
    const open = { officeHours: night, openAlert: () => alert() };
    expect(only(talk(open).open('help', { go: 'talk' }), 'alert.open')).toEqual([]);
    const one = talk({ officeHours: night });
    one.open('coping');
    expect(only(one.answer('worker'), 'alert.open')).toHaveLength(1);
  });

  test('at night, asked whether anyone may be told: asking for a person is the answer', () => {
    const asked = alert({ level: 2, state: 'asked', shared: false, told: [] });
    const effects = talk({ officeHours: night, openAlert: () => asked }).open('help', { go: 'talk' });
    expect(only(effects, 'due.clear')).toMatchObject([{ group: 'alert:alert-1' }]);
    expect(only(effects, 'alert.call')).toMatchObject([{ alertId: 'alert-1', shared: false }]);
  });

  test('the help line holds numbers alone', () => {
    const context = testContext({ hotlines: () => '120 急救\n110 报警\n12356 心理援助' }, { role: 'client' });
    expect(helpLine(context)).toEqual({ key: 'help:line', params: { numbers: '120 / 110 / 12356' } });
  });
});

describe('coping', () => {
  test('the ten-minute timer comes back at any hour, to a stranger too', () => {
    const stranger = talk({}, someone({ role: 'stranger', personId: null }));
    stranger.open('coping');
    const [due] = only(stranger.answer('timer'), 'due.schedule');
    expect(due).toMatchObject({
      flow: 'coping-timer',
      contactId: 'contact',
      personId: null,
      category: 'crisis',
    });
    expect((due?.dueAt.getTime() ?? 0) - now.getTime()).toBe(600_000);
  });

  test('"no thanks" is answered too', () => {
    const one = talk();
    one.open('coping');
    expect(said(one.answer('done'))).toEqual(['help:coping.done']);
  });

  test('a step that did not help leads to the next', () => {
    const one = talk();
    one.open('coping');
    one.answer('breathe');
    expect(one.asked).toBe('coping.how');
    expect(said(one.answer('still'))).toEqual(['help:coping.still', 'crisis:line.shown', 'help:coping.menu']);
    expect(one.asked).toBe('coping.which');
  });
});
