import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase, type Database, type Tx } from '../../prisma/client.js';
import { migrate } from '../../prisma/migrate.js';
import { createInvitation, findInvitation, hashCode, redeem, showCode } from './invitations.js';

const now = new Date('2026-12-01T02:00:00Z');
const days = (n: number) => new Date(now.getTime() + n * 24 * 3_600_000);
const code = 'BCD2-FGH3';

describe('invitations', () => {
  let db: Database;
  const inTx = <T>(work: (tx: Tx) => Promise<T>) => db.transaction(work);

  beforeAll(async () => {
    db = await openDatabase({ file: ':memory:', key: '' });
    await migrate(db);
    const facts = { alias: '阿明' };
    const rest = { role: 'client', stationId: 's', inviterId: 'w', personId: null } as const;
    await inTx((tx) => createInvitation(tx, { id: 'i1', code, ...rest, facts, now }));
  });
  afterAll(() => db.close());

  test('the code is nowhere in the database, only its hash', async () => {
    const [row] = await db.raw.query<Record<string, unknown>>('SELECT * FROM "Invitation"');
    expect(JSON.stringify(row)).not.toMatch(/BCD2/u);
    expect(row?.['codeHash']).toBe(await inTx((tx) => hashCode(tx, 'bcd2 fgh3', now)));
  });

  test('another deployment hashes the same code differently', async () => {
    const other = await openDatabase({ file: ':memory:', key: '' });
    await migrate(other);
    const [here, there] = [
      await inTx((tx) => hashCode(tx, code, now)),
      await other.transaction((tx) => hashCode(tx, code, now)),
    ];
    await other.close();
    expect(here).not.toBe(there);
  });

  test('wrong, expired and used codes are all alike: nothing', async () => {
    expect(await inTx((tx) => findInvitation(tx, 'BCD2-FGH4', now))).toBeNull();
    expect(await inTx((tx) => findInvitation(tx, code, days(7)))).toBeNull();
    expect((await inTx((tx) => findInvitation(tx, code, days(6))))?.id).toBe('i1');
    expect(await inTx((tx) => redeem(tx, 'i1', now))).toBe(true);
    expect(await inTx((tx) => redeem(tx, 'i1', now))).toBe(false);
    expect(await inTx((tx) => findInvitation(tx, code, now))).toBeNull();
  });

  test('a code is shown in two halves, however it came', () => {
    expect([showCode('BCD2FGH3'), showCode('BCD2-FGH3')]).toEqual([code, code]);
  });
});
