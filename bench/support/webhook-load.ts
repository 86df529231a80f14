/** Posts updates to a webhook: URL SECRET COUNT FIRST-ID. Prints `{ perSecond, p50, p99, refused }`. */
import { Pool } from 'undici';
import { each, quantile } from './measure.js';

const [url = '', secret = '', count = '0', firstId = '0'] = process.argv.slice(2);
const target = new URL(url);
const connections = 48;
const pool = new Pool(target.origin, { connections });
const times: number[] = [];
let refused = 0;

const startedAt = performance.now();
await each(Number(count), connections, async (index) => {
  // Every twentieth repeats the one before, as a provider in trouble does.
  const id = Number(firstId) + (index % 20 === 19 ? index - 1 : index);
  const from = { id: 1_000 + (id % 12_003), is_bot: false, first_name: 'L', language_code: 'zh-hans' };
  const chat = { id: from.id, type: 'private' };
  const message = {
    message_id: 7,
    date: 1_764_547_200,
    chat,
    from,
    text: '今天还可以，睡得早，明天去小院。',
  };
  const askedAt = performance.now();
  const answer = await pool.request({
    path: target.pathname,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
    body: JSON.stringify({ update_id: id, message }),
  });
  await answer.body.text();
  if (answer.statusCode !== 200) refused += 1;
  times.push(performance.now() - askedAt);
});
const perSecond = Number(count) / ((performance.now() - startedAt) / 1_000);
await pool.close();
process.stdout.write(
  JSON.stringify({ perSecond, p50: quantile(times, 0.5), p99: quantile(times, 0.99), refused }),
);
