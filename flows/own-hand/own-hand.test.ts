import type { Effect } from '../effects.js';
import { describe, expect, test } from 'vitest';
import { said, only, someone, Talk } from '../../test/support/turn.js';
import type { ClientFacts, EnrolmentFacts } from '../core-facts.js';
import type { FamilyLinkFacts } from '../family/facts.js';
import type { Facts } from '../facts.js';
import { ownHandFlows } from './index.js';

const enrolment: EnrolmentFacts = {
  episode: 1,
  optedOutAt: null,
  id: 'e',
  state: 'active',
  zone: 'Asia/Shanghai',
  hour: '20:00',
  releaseOn: '2026-11-25',
  day: 6,
  decisionOn: null,
  deadlineDays: 15,
  reportedOn: null,
  signedOn: null,
  testTemplate: null,
  crisisChoice: 'ask',
  preview: 'normal',
  pausedFrom: null,
  pausedTo: null,
  heldUntil: null,
  enrolledAt: new Date('2026-11-25T02:00:00Z'),
};
const mother: FamilyLinkFacts = {
  familyId: 'f',
  alias: 'Mum',
  joined: true,
  grants: [{ scope: 'F1', expiresAt: null }],
};

function talk(change: Partial<EnrolmentFacts> = {}, more: Partial<Facts> = {}): Talk {
  const client: ClientFacts = {
    personId: 'client',
    alias: 'Ming',
    worker: { personId: 'worker', alias: 'Lin' },
    enrolment: { ...enrolment, ...change },
    consents: [],
  };
  const facts: Partial<Facts> = {
    client: () => client,
    asking: () => null,
    myLeave: () => null,
    familyLinks: () => [],
    openOffer: () => null,
    ...more,
  };
  return new Talk(ownHandFlows, facts);
}

describe('stop', () => {
  test('asks once; yes stops, holds back what waits and drops what was asked', () => {
    const conversation = talk();
    expect(said(conversation.open('stop'))).toEqual(['own-hand:stop.sure.client']);
    const effects = conversation.answer('yes');
    expect(effects.map((effect) => effect.do)).toEqual([
      'talk.drop',
      'enrolment.change',
      'due.clear',
      'messages.stop',
      'say',
    ]);
    expect(only(effects, 'enrolment.change')[0]?.fields.state).toBe('stopped');
  });

  test('the word once more is the answer', () => {
    const effects = talk({}, { asking: () => 'stop' }).open('stop');
    expect(said(effects)).toEqual(['own-hand:stop.done']);
  });

  test('family who got something hear that messages pause; others hear nothing', () => {
    const links = [
      mother,
      { ...mother, familyId: 'g', grants: [] },
      { ...mother, familyId: 'h', joined: false },
    ];
    const conversation = talk({}, { asking: () => 'stop', familyLinks: () => links });
    const told = only(conversation.open('stop'), 'say').filter((effect) => effect.to !== 'me');
    expect(told.map((effect) => effect.to)).toEqual([{ person: 'f' }]);
    expect(said(told)).toEqual(['family:told.pause']);
  });

  test('a family member who stops ends what they were given and becomes a stranger', () => {
    const me = someone({ role: 'family', personId: 'f' });
    const relative = { clientId: 'client', alias: 'Ming', called: 'Mum', worker: null, grants: [] };
    const conversation = new Talk(ownHandFlows, { asking: () => null, clientsOf: () => [relative] }, me);
    conversation.open('stop');
    expect(conversation.answer('yes').map((effect) => effect.do)).toEqual([
      'talk.drop',
      'family.revoke',
      'family.end',
      'replan',
      'messages.stop',
      'say',
      'person.change',
    ]);
  });
});

describe('return and pause', () => {
  test.each([
    ['stopped', { state: 'stopped' }, 'own-hand:return.done'],
    ['paused', { pausedFrom: new Date('2026-11-30'), pausedTo: null }, 'own-hand:return.done'],
    [
      'a pause that is over',
      { pausedFrom: new Date('2026-11-28'), pausedTo: new Date('2026-11-30') },
      'own-hand:return.well',
    ],
    ['nothing', {}, 'own-hand:return.well'],
    ['completed', { state: 'completed' }, 'own-hand:return.completed'],
  ] as const)('from %s', (_from, change, key) => {
    expect(said(talk(change).open('return'))).toEqual([key]);
  });

  test('a stop is remembered as their own word, one after the end too, and a return takes it back', () => {
    const conversation = talk();
    conversation.open('stop');
    const word = (effects: readonly Effect[]) =>
      only(effects, 'enrolment.change').map(({ fields }) => fields.optedOutAt);
    expect(word(conversation.answer('yes'))).toEqual([conversation.now]);
    expect(word(talk({ state: 'completed' }).open('stop'))).toEqual([conversation.now]);
    const optedOutAt = new Date('2026-11-30');
    expect(word(talk({ state: 'completed', optedOutAt }).open('stop'))).toEqual([]);
    expect(word(talk({ state: 'completed', optedOutAt }).open('return'))).toEqual([null]);
    expect(word(talk({ state: 'stopped', optedOutAt }).open('return'))).toEqual([null]);
  });

  test.each([
    ['1', '2026-12-02T02:00:00.000Z'],
    ['7', '2026-12-08T02:00:00.000Z'],
    ['open', null],
  ])('a rest of %s ends by itself, an open one with a word', (value, until) => {
    const conversation = talk();
    conversation.open('pause');
    const effects = conversation.answer(value);
    expect(only(effects, 'enrolment.change')[0]?.fields.pausedTo?.toISOString() ?? null).toBe(until);
    expect(only(effects, 'due.schedule').map((row) => row.dueAt.toISOString())).toEqual(
      until === null ? [] : [until],
    );
  });
});

describe('the release day', () => {
  test.each([
    ['2026-08-02', 'own-hand:release.too-far'],
    ['2026-08-03', 'own-hand:release.sure'],
    ['2027-03-01', 'own-hand:release.sure'],
    ['2027-03-02', 'own-hand:release.too-far'],
    ['2026-11-25', 'own-hand:release.kept'],
    ['2026-02-30', 'own-hand:release.unclear'],
  ])('%s → %s', (typed, key) => {
    const conversation = talk();
    conversation.open('release-day');
    expect(said(conversation.say(typed))).toContain(key);
  });
});

describe('a lost phone', () => {
  const lostFacts = (addresses: number) => ({ addresses: () => addresses });

  test('this one is cut off before anything is said; the worker can make a new code with one tap', () => {
    const conversation = talk({}, lostFacts(1));
    conversation.open('lost');
    const effects = conversation.answer('this');
    expect(effects.map((effect) => effect.do)).toEqual(['contact.unbind', 'task.open', 'say', 'say']);
    expect(only(effects, 'task.open')[0]).toMatchObject({
      kind: 'reach',
      reason: 'phone-lost',
      assigneeId: 'worker',
    });
    const toWorker = only(effects, 'say')[0];
    expect(toWorker?.options?.[0]?.[0]?.open).toEqual({ flow: 'invite-again', args: { clientId: 'client' } });
  });

  test('"the other" is offered only where there is one', () => {
    const valuesOf = (addresses: number) =>
      only(talk({}, lostFacts(addresses)).open('lost'), 'say')[0]
        ?.options?.flat()
        .map((option) => option.value);
    expect(valuesOf(1)).toEqual(['this', 'none']);
    expect(valuesOf(2)).toEqual(['this', 'others', 'none']);
  });

  test('a stranger learns nothing about anybody', () => {
    const conversation = new Talk(ownHandFlows, {}, someone({ role: 'stranger', personId: null }));
    expect(conversation.open('lost').map((effect) => effect.do)).toEqual(['say']);
  });
});

test('a consent that is somebody else’s cannot be taken back or guessed', () => {
  expect(said(talk().open('take-back', { consentId: 'guess' }))).toEqual(['own-hand:taken.already']);
});

test('"never mind" drops what is open and says so', () => {
  expect(talk({}, { asking: () => 'hour' }).open('cancel')[0]).toEqual({ do: 'talk.drop' });
  expect(said(talk().open('cancel'))).toEqual(['own-hand:cancel.nothing']);
});
