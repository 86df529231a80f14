import { expect, it } from 'vitest';
import { openDatabase } from '../prisma/client.js';
import { migrate } from '../prisma/migrate.js';
import { overduePeople } from './overdue.js';

it('asks the index of what waits, and reads no table', async () => {
  const db = await openDatabase({ file: ':memory:', key: '' });
  try {
    await migrate(db);
    const asked: string[] = [];
    const query: typeof db.raw.query = (sql, ...params) => {
      asked.push(sql);
      return db.raw.query(`EXPLAIN QUERY PLAN ${sql}`, ...params);
    };
    await overduePeople({ ...db.raw, query }, new Date(0));
    const plan = await db.raw.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${asked[0]!}`, 0);
    const details = plan.map(({ detail }) => detail);
    expect(details.join('\n')).toMatch(/USING INDEX Due_ready/u);
    expect(details).toHaveLength(1);
  } finally {
    await db.close();
  }
});
