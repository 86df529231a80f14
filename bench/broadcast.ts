/** Enqueueing a broadcast in two languages in chunks, against one raw INSERT … SELECT of as many rows. */
import { enqueueBroadcast } from '../prisma/repositories/dispatch-broadcast.js';
import { systemClock } from '../scheduler/clock.js';
import { fill, fillContacts, openBenchDatabase, type BenchDatabase } from './support/database.js';
import { measure, peakMiB } from './support/measure.js';
import { round, type Bench } from './support/report.js';

const texts = {
  'zh-CN': '今天下午三点，小院有茶。想来就来。',
  en: 'Tea in the yard at three this afternoon. Come if you like.',
};

export const broadcast: Bench = async ({ quick }) => {
  const count = quick ? 2_000 : 70_479;
  const first = await prepared(count);
  const raw = await measure(() => inOneStatement(first, count));
  await first.close();
  const second = await prepared(count);
  const now = systemClock.now();
  const chunked = await measure(() =>
    enqueueBroadcast(second.db, {
      noticeId: 'n1',
      kind: 'notice',
      texts,
      fallback: texts.en,
      notBefore: now,
      expiresAt: null,
      localDay: '2026-12-01',
      now,
    }),
  );
  const languages = await second.db.raw.query<{ n: number }>(
    `SELECT count(*) AS n FROM "Outbox" GROUP BY "text"`,
  );
  await second.close();
  if (chunked.result !== count || languages.length !== 2)
    throw new Error(
      `expected ${count} messages in two languages, got ${chunked.result} in ${languages.length}`,
    );
  const ratio = chunked.seconds / raw.seconds;
  return {
    name: 'broadcast',
    what: `${count} recipients in two languages into an encrypted file, in chunks`,
    value: ratio,
    unit: '× one raw INSERT … SELECT',
    aim: '≤ 10 × the raw statement, no stall over 25 ms',
    reached: ratio <= 10 && chunked.stallMs <= 25,
    figures: {
      'rows/s': round(count / chunked.seconds),
      'raw rows/s': round(count / raw.seconds),
      'stall of the raw statement, ms': round(raw.stallMs),
    },
    stallMs: chunked.stallMs,
    rssMiB: peakMiB(),
  };
};

async function prepared(count: number): Promise<BenchDatabase> {
  const opened = await openBenchDatabase();
  const { db } = opened;
  await fillContacts(db, 'telegram', 1, count);
  await fill(
    db,
    count,
    `INSERT INTO "Person" ("id","stationId","role","alias","locale","createdAt")
     SELECT 'p' || value, 's', 'client', 'A', CASE value % 2 WHEN 0 THEN 'zh-CN' ELSE 'en' END, 0 FROM json_each(?)`,
  );
  await fill(
    db,
    count,
    `INSERT INTO "NoticeRecipient" ("noticeId","personId","state") SELECT 'n1', 'p' || value, 'included' FROM json_each(?)`,
  );
  return opened;
}

function inOneStatement({ db }: BenchDatabase, count: number): Promise<number> {
  const numbers = JSON.stringify(Array.from({ length: count }, (_, index) => index));
  return db.write(
    (sql) =>
      sql.run(
        `INSERT INTO "Outbox" ("key","contactId","personId","bot","lane","kind","proactive","text","buttons","state","notBefore",
           "createdAt","localDay","about","attempt","lease")
         SELECT 'notice:n1:p' || value, 'c' || (1 + value), 'p' || value, 'telegram', 'bulk', 'notice', 1, ?, '[]', 'queued', 0, 0,
           '2026-12-01', 'notice:n1', 0, 0 FROM json_each(?)`,
        texts['zh-CN'],
        numbers,
      ).changes,
  );
}
