import { describe, expect, test } from 'vitest';
import { testContext } from '../../test/support/context.js';
import type { Effect } from '../effects.js';
import { emptySession } from '../engine/session.js';
import { step } from '../engine/step.js';
import type { Session, TurnEvent } from '../engine/types.js';
import type { RelayPair } from './facts.js';
import { relay, relayLimit } from './relay.js';

const flows = new Map([[relay.id, relay]]);
const pair: RelayPair = {
  to: { personId: 'w', alias: '小林', role: 'staff', day: null, of: null },
  from: { alias: '阿明', role: 'client', day: 3, of: null },
  reach: 'ok',
};
const facts = (known: RelayPair | null) => ({
  relay: () => known,
  myWorker: () => 'w',
  station: () => ({ localNumber: '021-55550100' }) as never,
});

function turn(session: Session, event: TurnEvent, known: RelayPair | null = pair) {
  return step(flows, session, event, testContext(facts(known), { role: 'client', alias: '阿明' }), 'relay');
}

function begun(): Session {
  return turn(emptySession, { type: 'action', action: { kind: 'open', flow: 'relay', args: {} } }).session;
}

const carried = (effects: readonly Effect[]) =>
  effects.flatMap((effect) =>
    effect.do === 'say' && effect.kind === 'relay' && effect.to !== 'me' ? [effect] : [],
  );

describe('the relay', () => {
  test('words go out whole, as themselves, under the alias alone', () => {
    const said = '好'.repeat(relayLimit);
    const [message] = carried(turn(begun(), { type: 'text', text: said }).effects);
    expect(message).toMatchObject({
      to: { person: 'w' },
      lane: 'reply',
      paragraphs: [{ params: { text: said } }],
    });
    expect(message?.options).toMatchObject([
      [{ open: { flow: 'relay', args: { personId: 'me' } } }, { value: 'done' }],
    ]);
  });

  test('one character too many: told, not cut, and nothing goes out', () => {
    const result = turn(begun(), { type: 'text', text: 'a'.repeat(relayLimit + 1) });
    expect(carried(result.effects)).toEqual([]);
    expect(result.effects[0]).toMatchObject({
      paragraphs: [{ key: 'relay:too-long', params: { limit: relayLimit } }],
    });
    expect(result.session.frames).toHaveLength(1);
  });

  test('the session keeps no words', () => {
    const result = turn(begun(), { type: 'text', text: '只给你看' });
    expect(JSON.stringify(result.session)).not.toContain('只给你看');
  });

  test.each(['stopped', 'no-address'] as const)('%s: said truthfully, nothing goes out', (reach) => {
    const result = turn(begun(), { type: 'text', text: '在吗' }, { ...pair, reach });
    expect(carried(result.effects)).toEqual([]);
    expect(result.effects).toMatchObject([{ paragraphs: [{ key: `relay:${reach}` }] }]);
  });

  test('somebody whom the viewer may not write to: the number, no more', () => {
    const result = turn(begun(), { type: 'text', text: '在吗' }, null);
    expect(result.effects).toMatchObject([
      { paragraphs: [{ key: 'relay:nobody', params: { number: '021-55550100' } }] },
    ]);
  });

  test('with `text` it is passed on at once', () => {
    const args = { text: '我到了' };
    const result = turn(emptySession, { type: 'action', action: { kind: 'open', flow: 'relay', args } });
    expect(carried(result.effects)).toHaveLength(1);
  });
});
