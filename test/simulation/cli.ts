import { parseArgs } from 'node:util';
import { check } from './checks/index.js';
import { transcript } from './transcript.js';
import { simulate } from './world.js';

/** `npm run simulate -- --seed 7 --people 200 --days 120`: plays, checks, prints; exit code 1 when something is wrong. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    people: { type: 'string', default: '200' },
    days: { type: 'string', default: '120' },
    calm: { type: 'boolean', default: false },
    show: { type: 'string' },
  },
});
const options = {
  seed: Number(values.seed),
  people: Number(values.people),
  days: Number(values.days),
  calm: values.calm,
};
const startedMs = performance.now();
const run = await simulate(options);
const problems = await check(run);
const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
const [counts] = await run.db.raw.query<Record<string, number>>(
  `SELECT (SELECT count(*) FROM "Due") AS due, (SELECT count(*) FROM "Decision") AS decisions,
     (SELECT count(*) FROM "Outbox") AS messages, (SELECT count(*) FROM "Inbox") AS updates, (SELECT count(*) FROM "Alert") AS alerts,
     (SELECT count(*) FROM "Leave") AS leaves, (SELECT count(*) FROM "Leave" WHERE "decidedAt" IS NOT NULL) AS decided,
     (SELECT count(*) FROM "Decision" WHERE "code" = 'planned.second-release') AS again,
     (SELECT count(*) FROM "Due" WHERE "step" = 'again-offer') AS offers`,
);
console.log(`seed ${options.seed}: ${options.people} people × ${options.days} days in ${seconds} s`);
console.log({
  ...counts,
  calls: run.provider.calls.length,
  processes: run.starts.length,
  troubles: run.troubles.length,
});
for (const { check: name, chat, detail } of problems.slice(0, 50))
  console.log(`✗ ${name} ${chat ?? ''}: ${detail}`);
const shown = values.show ?? problems.find((problem) => problem.chat !== null)?.chat;
if (shown != null) console.log(transcript(run, shown));
console.log(
  problems.length === 0
    ? '✓ nothing lost, doubled, late, at night or after a stop'
    : `${problems.length} problems`,
);
await run.db.close();
process.exitCode = problems.length === 0 ? 0 : 1;
