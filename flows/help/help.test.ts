import { describe, expect, test } from 'vitest';
import { crew, now, talk } from '../../test/support/crisis.js';
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

  test('a step that did not help leads to the next', () => {
    const one = talk();
    one.open('coping');
    one.answer('breathe');
    expect(one.asked).toBe('coping.how');
    expect(said(one.answer('still'))).toEqual(['help:coping.still', 'crisis:line.shown', 'help:coping.menu']);
    expect(one.asked).toBe('coping.which');
  });
});
