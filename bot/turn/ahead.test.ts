import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ReadSql } from '../../prisma/client.js';
import {
  addressesOfPerson,
  contactById,
  enrolmentOf,
  mutesOfPerson,
  personById,
  sessionOf,
} from '../../prisma/records/index.js';
import { dueOfGroup, insertDue, type DueRow } from '../../prisma/repositories/due.js';
import { newDue } from '../../prisma/repositories/new-due.js';
import { countProactive, insertOutbox } from '../../prisma/repositories/outbox.js';
import { message } from '../../test/stores/rows.js';
import { TwoAddresses } from '../../test/support/two-addresses.js';
import { readTurnsAhead } from './ahead.js';

const today = '2026-12-01';
const nobody = 'somebody-unknown';
let world: TwoAddresses;

beforeEach(async () => {
  world = await TwoAddresses.open();
  const { db, clientId, clock } = world;
  await db.prisma.muted.create({ data: { personId: clientId, category: 'news', at: clock.now() } });
  const nudge = {
    scope: 'silence',
    step: 'nudge',
    cycle: '1',
    personId: clientId,
    audience: 'client',
  } as const;
  const about = { flow: 'nudge', args: {}, category: 'nudge', priority: 3, dueAt: clock.now() };
  await insertDue(db.raw, [newDue({ ...nudge, ...about, group: `silence:${clientId}` })], clock.now());
  const [contact] = await db.prisma.contact.findMany({ where: { personId: clientId } });
  const own = { contactId: contact!.id, personId: clientId, bot: contact!.bot, proactive: true };
  await insertOutbox(db.raw, [message('earlier', { ...own, localDay: today })]);
});
afterEach(() => world.db.close());

/** All that a turn with these people asks for, each by itself. */
function asked(sql: ReadSql, personIds: readonly string[]): unknown[] {
  return personIds.map((personId) => {
    const addresses = addressesOfPerson(sql, personId);
    const contacts = addresses.map(({ id }) => [contactById(sql, id), sessionOf(sql, id)]);
    const own = [personById(sql, personId), enrolmentOf(sql, personId), mutesOfPerson(sql, personId)];
    const waiting = dueOfGroup(sql, `silence:${personId}`);
    return [...own, addresses, contacts, waiting, countProactive(sql, personId, today)];
  });
}

it('leaves nothing to be read, and keeps what each read by itself would have found', async () => {
  const people = [world.clientId, nobody];
  const rows = people.map((personId) => ({ personId, flow: 'check-in' }) as DueRow);
  const { single, ahead, misses } = await world.db.transaction((tx) => {
    const single = asked({ ...fresh(tx.sql), keep: () => {} }, people);
    readTurnsAhead(tx.sql, rows, world.clock.now());
    const misses: string[] = [];
    const counting: ReadSql = {
      ...fresh(tx.sql),
      kept: (kind, key, read) => tx.sql.kept(kind, key, () => (misses.push(`${kind} ${key}`), read())),
    };
    return Promise.resolve({ single, ahead: asked(counting, people), misses });
  });
  expect(misses).toEqual([]);
  expect(ahead).toEqual(single);
  const [known, unknown] = single as unknown[][];
  expect(known!.map((value) => (Array.isArray(value) ? value.length : typeof value))).toEqual([
    'object',
    'object',
    1,
    2,
    2,
    1,
    'number',
  ]);
  expect(known!.at(-1)).toBe(1);
  expect(unknown).toEqual([null, null, [], [], [], [], 0]);
});

/** Reads everything anew. */
function fresh(sql: ReadSql): ReadSql {
  return {
    all: (text, ...params) => sql.all(text, ...params),
    get: (text, ...params) => sql.get(text, ...params),
    keep: (kind, key, value) => sql.keep(kind, key, value),
    kept: (_kind, _key, read) => read(),
  };
}
