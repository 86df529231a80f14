import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { said, only, someone, Talk } from '../../test/support/turn.js';
import { menuFlows } from '../menu/index.js';
import { optionalScopes } from './consents.js';
import type { InvitationFacts, OnboardingFacts } from './facts.js';
import { onboardingFlows } from './index.js';

const flows = [...onboardingFlows, ...menuFlows];
const stranger = someone({ personId: null, role: 'stranger', alias: '' });
const invitation: InvitationFacts = {
  id: 'inv',
  role: 'client',
  personId: null,
  alias: '阿海',
  worker: '小林',
  expiresAt: new Date('2026-12-08T02:00:00Z'),
};
const quiet = { from: '21:30', to: '08:00' };

function talk(
  found: InvitationFacts | null,
  me = stranger,
  mayEnrol = true,
  door: ReturnType<OnboardingFacts['door']> = 'here',
): Talk {
  const facts = {
    invitation: () => found,
    door: () => door,
    mayEnrol: () => mayEnrol,
    quietHours: () => quiet,
    asking: () => null,
  };
  return new Talk(flows, facts, me);
}

describe('join', () => {
  const code = { code: 'BCD2FGH3' };

  test('what does not work gets the one sentence, whoever asks, and a row that counts it without the code', () => {
    for (const me of [stranger, someone(), someone({ role: 'worker' })]) {
      const effects = talk(null, me).open('join', code);
      expect(said(effects)).toEqual(['onboarding:join.not-valid']);
      expect(only(effects, 'decide')).toHaveLength(1);
      expect(JSON.stringify(effects)).not.toContain('BCD2');
    }
  });

  test('without a pilot a client cannot begin yet, and nothing is used up', () => {
    const effects = talk(invitation, stranger, false).open('join', code);
    expect(said(effects)).toEqual(['onboarding:join.not-yet']);
    expect(effects).toHaveLength(1);
  });

  test.each([
    ['a client', someone(), 'onboarding:join.already'],
    ['family', someone({ role: 'family' }), 'onboarding:join.taken'],
    ['a worker', someone({ role: 'worker' }), 'onboarding:join.taken'],
  ])('%s does not use up a code for a new client', (_who, me, key) => {
    const effects = talk(invitation, me).open('join', code);
    expect(said(effects)).toEqual([key]);
    expect(effects).toHaveLength(1);
  });

  test('a code that belongs to the other bot is not used up, and goes along in the link', () => {
    const worker: InvitationFacts = { ...invitation, role: 'worker', personId: 'w' };
    const linked = talk(worker, stranger, true, { link: 'https://t.me/x?start=BCD2-FGH3' }).open(
      'join',
      code,
    );
    expect(said(linked)).toEqual(['onboarding:join.other-link']);
    expect(linked).toHaveLength(1);
    expect(said(talk(worker, stranger, true, { link: null }).open('join', code))).toEqual([
      'onboarding:join.other-door',
    ]);
  });

  test('a code for somebody who is there already binds the address, unless the address is another’s', () => {
    const again = { ...invitation, personId: 'client' };
    const bind = { do: 'contact.bind', invitationId: 'inv', personId: 'client' };
    expect(talk(again).open('join', code)).toEqual([bind]);
    expect(talk(again, someone()).open('join', code)).toEqual([bind]);
    expect(said(talk(again, someone({ personId: 'other' })).open('join', code))).toEqual([
      'onboarding:join.taken',
    ]);
  });

  test('staff join without a pilot, family do not', () => {
    expect(
      talk({ ...invitation, role: 'worker', personId: 'w' }, stranger, false).open('join', code),
    ).toEqual([{ do: 'contact.bind', invitationId: 'inv', personId: 'w' }]);
    const family = talk({ ...invitation, role: 'family', personId: 'f' }, stranger, false);
    expect(said(family.open('join', code))).toEqual(['onboarding:join.not-yet']);
  });
});

describe('welcome', () => {
  const screens = ['what', 'readers', 'crisis', 'agree'];

  function atScreen(count: number): Talk {
    const conversation = talk(invitation);
    conversation.open('join', { code: 'x' });
    conversation.answer('zh-CN');
    for (let index = 0; index < count; index += 1) conversation.answer('yes');
    return conversation;
  }

  test.each(screens.map((screen, index) => [screen, index] as const))(
    '"no" at %s leaves only a goodbye',
    (screen, index) => {
      const conversation = atScreen(index);
      expect(conversation.asked).toBe(`welcome.${screen}`);
      const effects = conversation.answer('no');
      expect(said(effects)).toEqual(['onboarding:goodbye']);
      expect(effects).toHaveLength(1);
      expect(conversation.asked).toBeNull();
    },
  );

  test('nothing is written before the last answer, and then exactly what was given', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        fc.constantFrom('ask', 'tell'),
        (given, choice) => {
          const conversation = atScreen(4);
          const before = [conversation.answer('#same')];
          optionalScopes.forEach((scope, index) => {
            expect(conversation.asked).toBe(`welcome.${scope}`);
            before.push(conversation.answer(given[index] === true ? 'yes' : 'no'));
            if (index === 0) before.push(conversation.answer(choice));
          });
          expect(before.flat().filter((effect) => effect.do !== 'say')).toEqual([]);
          const [enrol] = only(conversation.answer('20:00'), 'enrol');
          expect(enrol).toMatchObject({
            invitationId: 'inv',
            alias: '阿海',
            hour: '20:00',
            crisisChoice: choice,
          });
          expect(enrol?.scopes).toEqual(['bot', ...optionalScopes.filter((_, index) => given[index])]);
        },
      ),
      { seed: 7 },
    );
  });

  test('typed answers do as well as taps, in both languages', () => {
    const conversation = talk(invitation);
    conversation.open('join', { code: 'x' });
    for (const [typed, next] of [
      ['english', 'what'],
      ['OK', 'readers'],
      ['好的', 'crisis'],
      ['yes', 'agree'],
      ['1', 'alias'],
      ['大海', 'share.signals'],
      ['不用', 'crisis-choice'],
      ['ask me first', 'group'],
      ['2', 'jobs'],
      ['愿意', 'activities'],
      ['nope', 'hour'],
    ] as const) {
      conversation.say(typed);
      expect(conversation.asked, typed).toBe(`welcome.${next}`);
    }
    const [enrol] = only(conversation.say('晚上8点'), 'enrol');
    expect(enrol).toMatchObject({
      alias: '大海',
      hour: '20:00',
      scopes: ['bot', 'group', 'jobs'],
      crisisChoice: 'ask',
    });
  });

  test.each(['21:30', '23:00', '00:10', '07:59'])('%s is at night and asked again', (hour) => {
    const conversation = atScreen(4);
    for (const value of ['#same', 'no', 'ask', 'no', 'no', 'no']) conversation.answer(value);
    expect(said(conversation.say(hour))).toContain('onboarding:hour.quiet');
    expect(conversation.asked).toBe('welcome.hour');
  });

  test('a name that is a telephone or too long is not taken', () => {
    const conversation = atScreen(4);
    expect(said(conversation.say('138 0013 8000'))).toContain('onboarding:alias.number');
    expect(said(conversation.say('长'.repeat(21)))).toContain('onboarding:alias.too-long');
    expect(conversation.asked).toBe('welcome.alias');
  });
});
