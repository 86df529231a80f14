import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mostTries } from '../../flows/addresses/parts.js';
import { phraseTrouble } from '../../flows/addresses/phrase.js';
import { openDatabase, type Database } from '../../prisma/client.js';
import { migrate } from '../../prisma/migrate.js';
import type { Turn } from '../turn/types.js';
import { ownerOf, setPhrase } from './phrases.js';

const start = new Date('2026-12-01T02:00:00Z');
const words = 'seven fish at the lighthouse';
let db: Database;
let now: Date;

beforeEach(async () => {
  db = await openDatabase({ file: ':memory:', key: '' });
  await migrate(db);
  now = start;
  for (const [id, role] of Object.entries({ ming: 'client', qiang: 'client', lin: 'worker' })) {
    await db.prisma.person.create({
      data: { id, stationId: 's', role, alias: id, locale: 'en', workerId: null, createdAt: start },
    });
  }
});
afterEach(() => db.close());

const inTurn = <T>(act: (turn: Turn) => Promise<T>, contact = 'x'): Promise<T> =>
  db.transaction((tx) => {
    now = new Date(now.getTime() + 1);
    return act({ tx, now, contact: { id: contact } } as Turn);
  });
const set = (personId: string, phrase = words) => inTurn((turn) => setPhrase(turn, personId, phrase));
const tries = (phrase: string, contact?: string) =>
  inTurn(async (turn) => (await ownerOf(turn, phrase))?.id ?? null, contact);

describe('a phrase', () => {
  it('is known again however it is written, and kept as a hash only', async () => {
    await set('ming');
    expect(await tries('  Seven FISH, at the lighthouse! ')).toBe('ming');
    expect(JSON.stringify(await db.prisma.phrase.findMany())).not.toContain('fish');
  });

  it('that two people have chosen is nobody’s, and nobody’s is staff’s', async () => {
    await set('ming');
    await set('qiang');
    await set('lin', 'the password of a worker');
    expect(await tries(words)).toBeNull();
    expect(await tries('the password of a worker')).toBeNull();
  });

  it(`is not looked at after ${mostTries} tries in an hour, and is again after it`, async () => {
    await set('ming');
    for (let count = 1; count < mostTries; count += 1) expect(await tries(`wrong ${count}`)).toBeNull();
    expect(await tries(words)).toBe('ming');
    expect(await tries(words)).toBeNull();
    expect(await tries(words, 'another')).toBe('ming');
    now = new Date(start.getTime() + 3_700_000);
    expect(await tries(words)).toBe('ming');
  });

  it('that strangers try from many chats is not looked at either', async () => {
    await set('ming');
    for (let chat = 0; chat < 60; chat += 1) await tries('wrong', `chat-${chat}`);
    expect(await tries(words, 'fresh')).toBeNull();
  });

  it.each(['abc', '1234', '123456', '啊啊啊啊', 'password', '我爱你', 'ming'])(
    'must be better than %s',
    (weak) => {
      expect(phraseTrouble(weak, 'ming')).not.toBeNull();
    },
  );
});
