import { describe, expect, test } from 'vitest';
import { only, said, someone, Talk } from '../../test/support/turn.js';
import { defineFlow, end } from '../engine/define.js';
import type { FamilyLinkFacts, RelativeFacts } from './facts.js';
import { familyFlows } from './index.js';
import { familyScopes, messageKinds, type FamilyScope } from './scopes.js';

const names = ['menu', 'help', 'relay'] as const;
const others = names.map((id) =>
  defineFlow({
    id,
    roles: ['client', 'family'],
    questions: {},
    open: (args) => end({ do: 'decide', scope: id, step: id, cycle: '1', code: JSON.stringify(args) }),
  }),
);
const flows = [...familyFlows, ...others];
const expiresAt = new Date('2027-01-01T00:00:00Z');

function link(scopes: readonly FamilyScope[], change: Partial<FamilyLinkFacts> = {}): FamilyLinkFacts {
  const grants = scopes.map((scope) => ({ scope, expiresAt }));
  return { familyId: 'mum', alias: '妈妈', joined: true, grants, ...change };
}

function clientTalk(...links: FamilyLinkFacts[]) {
  return new Talk(flows, { familyLinks: () => links });
}

function familyTalk(scopes: readonly FamilyScope[], change: Partial<RelativeFacts> = {}) {
  const relative: RelativeFacts = {
    clientId: 'client',
    alias: 'Ming',
    called: '妈妈',
    worker: { personId: 'worker', alias: 'Lin' },
    grants: scopes.map((scope) => ({ scope, expiresAt })),
    ...change,
  };
  const me = someone({ role: 'family', personId: 'mum', alias: '妈妈' });
  return new Talk(flows, { clientsOf: () => [relative] }, me);
}

describe('granting', () => {
  test('asks for each scope by itself and shows the very text that is sent later', () => {
    const talk = clientTalk(link([]));
    const shown = [said(talk.open('family-grant', { familyId: 'mum', scopes: 'F1,F2,F4' }))];
    shown.push(said(talk.answer('no')), said(talk.answer('no')));
    const lesson = said(familyTalk(['F1']).due('lesson', { lesson: 'family-1', clientId: 'client' }));
    expect(shown[0]).toEqual(expect.arrayContaining(lesson));
    expect(shown[1]).toContain('family:told.booked');
    expect(shown[2]).toContain('family:told.milestone');
    expect(said(talk.answer('no'))).toEqual(['family:grant.none']);
  });

  test('ends by itself, at the latest after 180 days', () => {
    const talk = clientTalk(link([]));
    talk.open('family-grant', { familyId: 'mum', scopes: 'F2' });
    const effects = talk.answer('180');
    const until = new Date(talk.now.getTime() + 180 * 24 * 3_600_000);
    expect(only(effects, 'family.grant')).toMatchObject([{ scope: 'F2', expiresAt: until }]);
    expect(only(effects, 'due.schedule')).toMatchObject([
      { flow: 'grant-expired', dueAt: until, group: 'family:client:mum:F2' },
    ]);
    expect(only(effects, 'replan')).toHaveLength(1);
  });

  test('nothing is given to somebody who is not one of theirs', () => {
    const effects = clientTalk().open('family-grant', { familyId: 'stranger', scopes: 'F1' });
    expect(said(effects)).toEqual(['family:gone']);
  });
});

describe('taking back', () => {
  test('one word ends everything at once, for everybody, without a question', () => {
    const talk = clientTalk(link(['F1', 'F4']), link(['F2'], { familyId: 'dad', alias: '爸爸' }));
    const effects = talk.open('revoke', { typed: true });
    expect(only(effects, 'family.revoke').map((effect) => effect.familyId)).toEqual(['mum', 'dad']);
    expect(only(effects, 'family.revoke')[0]!.scopes).toEqual(familyScopes);
    expect(talk.asked).toBeNull();
    const told = only(effects, 'say').filter((effect) => effect.to !== 'me');
    expect(said(told)).toEqual(['family:told.pause', 'family:told.pause']);
  });

  test('the family is told that messages pause, never who, what or why', () => {
    const effects = clientTalk(link(['F1'])).open('revoke');
    const [told] = only(effects, 'say').filter((effect) => effect.to !== 'me');
    expect(told!.paragraphs).toEqual([{ key: 'family:told.pause' }]);
  });

  test('somebody who has not come yet hears nothing', () => {
    const effects = clientTalk(link(['F1'], { joined: false })).open('revoke');
    expect(only(effects, 'say').every((effect) => effect.to === 'me')).toBe(true);
  });

  test('one scope is taken back without touching the others', () => {
    const effects = clientTalk(link(['F1', 'F2'])).open('family-revoke', { familyId: 'mum', scope: 'F2' });
    expect(only(effects, 'family.revoke')).toMatchObject([{ scopes: ['F2'] }]);
    expect(said(effects)).toContain('family:told.pause-some');
  });

  test('every scope has a kind of message that a revocation can stop', () => {
    expect(Object.keys(messageKinds).sort()).toEqual([...familyScopes].sort());
  });
});

describe('a lesson', () => {
  test('is not sent without F1, and the reason is kept', () => {
    const effects = familyTalk(['F2']).due('lesson', { lesson: 'family-1', clientId: 'client' });
    expect(said(effects)).toEqual([]);
    expect(only(effects, 'decide')).toMatchObject([{ code: 'consent-missing' }]);
  });
});

describe('a milestone', () => {
  test('goes out exactly as it was shown, on the tap alone', () => {
    const talk = clientTalk(link(['F4']));
    const preview = only(talk.open('share-milestone', { day: 30 }), 'say');
    expect(preview.every((effect) => effect.to === 'me')).toBe(true);
    const effects = talk.answer('yes');
    const [sent] = only(effects, 'say').filter((effect) => effect.to !== 'me');
    expect(preview[0]!.paragraphs).toContainEqual(sent!.paragraphs[0]);
    expect(sent!.key).toBe('family-milestone:client:mum:30');
  });

  test('is not offered to somebody without F4', () => {
    expect(said(clientTalk(link(['F1'])).open('share-milestone', { day: 30 }))).toEqual([
      'family:milestone.nobody',
    ]);
  });
});

describe('worry', () => {
  test('danger now goes straight to the crisis card', () => {
    const talk = familyTalk([]);
    talk.open('worried');
    expect(only(talk.answer('danger'), 'decide')).toMatchObject([{ scope: 'help', code: '{"danger":true}' }]);
  });

  test('a task reaches the worker, and the answer is true', () => {
    const talk = familyTalk([]);
    talk.open('worried');
    const effects = talk.answer('contact');
    expect(only(effects, 'task.open')).toMatchObject([
      { kind: 'worried', assigneeId: 'worker', clientId: 'client' },
    ]);
    expect(said(effects)).toEqual(['family:worried.sent', 'family:worried.truth']);
  });

  test('without a worker it goes to whoever is on call', () => {
    const talk = familyTalk([], { worker: null });
    talk.open('worried');
    expect(only(talk.answer('contact'), 'task.open')).toMatchObject([{ assigneeId: 'worker' }]);
  });
});
