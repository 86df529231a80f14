import { describe, expect, test } from 'vitest';
import { alert, crew, ming, now, talk } from '../../test/support/crisis.js';
import { only, said, someone } from '../../test/support/turn.js';
import type { AlertFacts } from './facts.js';

const three = { level: 3, kinds: ['self-harm'], about: 'self', rule: 'r', cardSent: true };
const two = { ...three, level: 2 };

describe('level 3', () => {
  test('opens one alert, pages the first on call, sets the chain, holds, follows up, moves appointments', () => {
    const effects = talk().open('crisis', three);
    expect(only(effects, 'alert.open')).toMatchObject([{ level: 3, personId: 'client', state: 'open' }]);
    const pages = only(effects, 'say').filter((one) => one.kind === 'alert-page');
    expect(pages).toMatchObject([{ to: { person: 'lin' }, lane: 'crisis', everywhere: true }]);
    const minutes = only(effects, 'due.schedule').map((one) => [
      one.step,
      (one.dueAt.getTime() - now.getTime()) / 60_000,
    ]);
    expect(minutes).toEqual([
      ['again-5', 5],
      ['second-10', 10],
      ['supervisor-15', 15],
      ['operator-20', 20],
      ['everyone-30', 30],
      ['everyone-60', 60],
      ['everyone-120', 120],
      ['everyone-240', 240],
      ['family', 10],
      ['follow-up-minutes', 10],
      ['follow-up-hour', 60],
      ['follow-up-day', 24 * 60],
      ['follow-up-later', 72 * 60],
    ]);
    expect(only(effects, 'enrolment.hold')).toMatchObject([
      { personId: 'client', until: new Date('2026-12-02T02:00:00Z') },
    ]);
    expect(only(effects, 'task.open')).toMatchObject([{ kind: 'move-appointment', assigneeId: 'own' }]);
  });

  test('says the card itself where the gate has not, numbers first', () => {
    const [first] = said(talk().open('crisis', { ...three, cardSent: false }));
    expect(first).toBe('crisis:line.shown');
    expect(said(talk().open('crisis', three))).not.toContain('crisis:card.now.self.self-harm');
  });

  test('no effect carries anything of the writer but an alias, kinds and a rule', () => {
    const effects = talk().open('crisis', { ...three, text: 'words', update: 'u1' });
    expect(JSON.stringify(effects)).not.toContain('words');
  });

  test('whoever is on call and cannot be reached is passed over, and said so', () => {
    const gone = crew.map((one) => ({ ...one, reachable: one.position > 0 && one.reachable }));
    const effects = talk({ crew: () => gone }).open('crisis', three);
    expect(only(effects, 'alert.told').map((one) => one.personId)).toEqual(['lin', 'zhou']);
    expect(only(effects, 'say').filter((one) => one.kind === 'alert-page')).toMatchObject([
      { to: { person: 'zhou' } },
    ]);
    expect(JSON.stringify(effects)).toContain('crisis:truth.unreachable');
  });

  test('a further message joins the running alert: no second page, no second chain', () => {
    const effects = talk({ openAlert: () => alert() }).open('crisis', { ...three, kinds: ['overdose'] });
    expect(only(effects, 'alert.open')).toEqual([]);
    expect(only(effects, 'alert.join')).toMatchObject([
      { alertId: 'alert-1', level: 3, kinds: ['overdose'] },
    ]);
    expect(only(effects, 'due.schedule')).toEqual([]);
    expect(only(effects, 'say').map((one) => one.kind)).toEqual(['alert-note', 'crisis-truth']);
  });

  test('ten messages in five minutes make one note', () => {
    const keys = Array.from(
      { length: 10 },
      () =>
        only(talk({ openAlert: () => alert() }).open('crisis', three), 'say').find(
          (one) => one.kind === 'alert-note',
        )?.key,
    );
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toBeDefined();
  });

  test.each([
    ['a level 2 that somebody has', { level: 2, state: 'acknowledged' }],
    ['an episode that seemed over', { state: 'contacted' }],
  ] as const)('%s rises: a new round for everybody', (_name, change) => {
    const effects = talk({ openAlert: () => alert(change as Partial<AlertFacts>) }).open('crisis', three);
    // The old follow-ups go with the old chain: all four come anew.
    expect(only(effects, 'due.clear').map((one) => one.group)).toEqual([
      'alert:alert-1',
      'follow-up:alert-1',
    ]);
    expect(only(effects, 'due.schedule').filter((due) => due.flow === 'crisis-follow-up')).toHaveLength(4);
    expect(only(effects, 'alert.call')).toMatchObject([{ shared: true }]);
    expect(only(effects, 'say').filter((one) => one.kind === 'alert-page')).toHaveLength(1);
  });

  test.each([
    ['a level 2 that was only asked about', { state: 'asked' }, ['alert.close']],
    ['a level 2 that they said no to', { state: 'declined' }, []],
    ['a "please call"', { state: 'open' }, ['alert.close']],
  ] as const)('%s stays untold: what is worse gets an alert of its own', (_name, change, closing) => {
    const known = alert({ level: 2, kinds: ['lapse'], shared: false, told: [], ...change });
    const effects = talk({ openAlert: () => known }).open('crisis', { ...three, kinds: [] });
    expect(only(effects, 'alert.open')).toMatchObject([{ alertId: 'id-1', level: 3, kinds: [] }]);
    expect(effects.filter((one) => one.do === 'alert.join' || one.do === 'alert.call')).toEqual([]);
    expect(only(effects, 'alert.close').map((one) => one.do)).toEqual(closing);
    expect(only(effects, 'due.clear').map((one) => one.group)).toEqual([
      'alert:alert-1',
      'follow-up:alert-1',
    ]);
    const [page] = only(effects, 'say').filter((one) => one.kind === 'alert-page');
    expect(JSON.stringify(page)).toContain('crisis:page.kind.danger');
    expect(JSON.stringify(page)).not.toContain('lapse');
  });

  test('a lapse alone, with a life in danger, is paged as danger', () => {
    const [page] = only(talk().open('crisis', { ...three, kinds: ['lapse'] }), 'say').filter(
      (one) => one.kind === 'alert-page',
    );
    expect(JSON.stringify(page)).toContain('crisis:page.kind.danger');
  });

  test('staff are asked before anybody is called', () => {
    const worker = someone({ role: 'worker', personId: 'zhou' });
    const effects = talk({}, worker).open('crisis', three);
    expect(only(effects, 'alert.open')).toEqual([]);
    expect(said(effects)).toEqual(['crisis:staff.ask']);
    expect(JSON.stringify(only(effects, 'say'))).toContain('"about":"self"');
    const confirmed = talk({ crisisSubject: () => null }, worker).open('crisis', {
      ...three,
      confirmed: true,
    });
    expect(only(confirmed, 'say').filter((one) => one.kind === 'alert-page')).toMatchObject([
      { to: { person: 'lin' } },
    ]);
    expect(JSON.stringify(only(confirmed, 'say'))).toContain('crisis:page.who.staff');
    const near = talk({ crisisSubject: () => null }, worker).open('crisis', {
      ...three,
      about: 'unknown',
      confirmed: true,
    });
    expect(JSON.stringify(only(near, 'say'))).toContain('crisis:page.who.near');
  });

  test('a damaged level counts as danger', () => {
    expect(only(talk().open('crisis', { level: 'x' }), 'alert.open')).toMatchObject([{ level: 3 }]);
  });
});

describe('about whom', () => {
  const mother = someone({ role: 'family', personId: 'mother', alias: '妈妈' });
  const report = { ...three, about: 'other' };

  test('a relative with one client reports about that client', () => {
    const effects = talk({ linkedClients: () => ['client'] }, mother).open('crisis', report);
    expect(only(effects, 'alert.open')).toMatchObject([{ personId: 'client', contactId: 'contact' }]);
    expect(JSON.stringify(only(effects, 'say'))).toContain('crisis:page.who.reported');
  });

  test.each([[[]], [['one', 'two']]])('with %j the alert stands under the relative', (linked) => {
    const effects = talk({ linkedClients: () => linked }, mother).open('crisis', report);
    expect(only(effects, 'alert.open')).toMatchObject([{ personId: 'mother' }]);
    expect(only(effects, 'enrolment.hold')).toEqual([]);
  });

  test('nothing ever goes to family by itself', () => {
    for (const kinds of [['violence'], ['self-harm']]) {
      const effects = talk({ linkedClients: () => ['client'] }).open('crisis', { ...three, kinds });
      const people = only(effects, 'say').map((one) =>
        typeof one.to === 'object' && 'person' in one.to ? one.to.person : one.to,
      );
      expect(new Set(people)).toEqual(new Set(['me', 'lin']));
    }
  });
});

describe('level 2', () => {
  test('is asked about, and asked again, before anyone hears a thing', () => {
    const one = talk();
    const effects = one.open('crisis', two);
    expect(one.asked).toBe('crisis.tell');
    expect(only(effects, 'alert.open')).toMatchObject([{ state: 'asked' }]);
    expect(only(effects, 'say').map((say) => say.kind)).toEqual(['crisis']);
    expect(only(effects, 'due.schedule').map((due) => due.step)).toEqual(
      expect.arrayContaining(['ask-again', 'please-call', 'follow-up-hour']),
    );
  });

  test('yes goes to the own worker in office hours and to the on-call order outside them', () => {
    const pages = (open: boolean) => {
      const one = talk({ officeHours: () => ({ open, nextAt: now }) });
      one.open('crisis', two);
      return only(one.answer('yes'), 'say').filter((say) => say.kind === 'alert-page');
    };
    expect(pages(true)).toMatchObject([{ to: { person: 'own' } }]);
    expect(pages(false)).toMatchObject([{ to: { person: 'lin' } }]);
  });

  test('no clears what waits and closes without a page', () => {
    const one = talk();
    one.open('crisis', two);
    const effects = one.say('不');
    expect(only(effects, 'due.clear')).toMatchObject([{ group: 'alert:id-1' }]);
    expect(only(effects, 'alert.close')).toMatchObject([{ state: 'declined' }]);
    expect(only(effects, 'say')).toHaveLength(1);
    expect(one.asked).toBeNull();
  });

  test('after a "no" something new is asked about, waited for and followed up anew; the same is not', () => {
    const no = alert({ level: 2, kinds: ['lapse'], state: 'declined', shared: false, told: [] });
    const of = (kinds: string[]) => {
      const one = talk({ openAlert: () => no });
      const effects = one.open('crisis', { ...two, kinds });
      expect(one.asked).toBe('crisis.tell');
      return effects;
    };
    const more = of(['violence']);
    expect(only(more, 'alert.open')).toMatchObject([
      { alertId: 'id-1', kinds: ['violence'], state: 'asked' },
    ]);
    expect(only(more, 'due.clear').map((one) => one.group)).toContain('follow-up:alert-1');
    expect(only(more, 'due.schedule').map((due) => due.step)).toEqual([
      'follow-up-minutes',
      'follow-up-hour',
      'follow-up-day',
      'follow-up-later',
      'ask-again',
      'please-call',
    ]);
    expect(only(of(['lapse']), 'due.schedule')).toEqual([]);
    expect(only(of(['lapse']), 'alert.join')).toHaveLength(1);
  });

  test('"tell" tells at once, but use that was told is asked about first', () => {
    const own = { ...ming, choice: 'tell' } as const;
    const tell = talk({ crisisSubject: () => own }).open('crisis', two);
    expect(only(tell, 'say').filter((say) => say.kind === 'alert-page')).toHaveLength(1);
    const lapse = talk({ crisisSubject: () => own });
    const effects = lapse.open('crisis', { ...two, kinds: ['lapse'] });
    expect(only(effects, 'say').filter((say) => say.kind === 'alert-page')).toEqual([]);
    expect(said(effects)).toContain('crisis:tell.lapse');
    expect(lapse.asked).toBe('crisis.tell');
  });
});

describe('a bad moment', () => {
  test('opens coping; the worker hears on the next working day, if the client shares it', () => {
    const one = talk();
    const effects = one.open('crisis', { ...three, level: 1, kinds: ['urge'] });
    expect(one.asked).toBe('coping.which');
    expect(only(effects, 'task.open')).toMatchObject([
      { dueAt: new Date('2026-12-02T01:00:00Z'), reason: 'level-1' },
    ]);
    const silent = talk({ crisisSubject: () => ({ ...ming, sharesSignals: false }) });
    expect(only(silent.open('crisis', { ...three, level: 1 }), 'task.open')).toEqual([]);
  });
});
