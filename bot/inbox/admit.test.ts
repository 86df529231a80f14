import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../prisma/client.js';
import { migrate } from '../../prisma/migrate.js';
import { createInvitation } from '../commit/invitations.js';
import { admit } from './admit.js';

const now = new Date('2026-12-01T02:00:00Z');
const later = new Date('2026-12-20T02:00:00Z');
let db: Database;

beforeAll(async () => {
  db = await openDatabase({ file: ':memory:', key: '' });
  await migrate(db);
  const invitation = { id: 'i', code: 'BCD2-FGH3', role: 'client', stationId: 's', inviterId: null } as const;
  await db.transaction((tx) => createInvitation(tx, { ...invitation, personId: null, facts: {}, now }));
});
afterAll(() => db.close());

const ask = (text: string, at = now) => admit(db, { bot: 'wechat', sender: 'x', text }, at);

it.each(['BCD2-FGH3', 'bcd2fgh3', '我是小李，BCD2-FGH3', '码：BCD2-FGH3。谢谢', 'I am Li BCD2-FGH3!'])(
  'lets in whoever brings a valid code: %s',
  async (text) => {
    expect(await ask(text)).toBe('BCD2-FGH3');
  },
);

it.each(['', '我是你同学', 'BCD2-FGH4', '小助手你好', 'a'.repeat(500), 'BCD2 FGH3'])(
  'gives no sign to anybody else: %s',
  async (text) => {
    expect(await ask(text)).toBeNull();
  },
);

it('does not take a code that has run out', async () => {
  expect(await ask('BCD2-FGH3', later)).toBeNull();
});

it('asks nobody in danger for a code: their words come through', async () => {
  expect(await ask('我不想活了，今晚就自杀')).toBe('我不想活了，今晚就自杀');
});
