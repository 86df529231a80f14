import { afterAll, beforeAll, beforeEach, describe, test } from 'vitest';
import { type Backend, openPostgresBackend, openSqlite, whyNoPostgres } from './backend.js';
import { dueCases } from './due-cases.js';
import { inboxCases } from './inbox-cases.js';
import { outboxCases } from './outbox-cases.js';

const missing = await whyNoPostgres();
if (missing !== null) console.warn(missing);

const backends = [
  { name: 'SQLite', open: openSqlite, isMissing: false },
  { name: 'PostgreSQL', open: openPostgresBackend, isMissing: missing !== null },
];

describe.each(backends)('inbox, due and outbox over $name', ({ open, isMissing }) => {
  let backend: Backend;
  beforeAll(async () => {
    if (!isMissing) backend = await open();
  });
  beforeEach(() => (isMissing ? undefined : backend.clear()));
  afterAll(() => (isMissing ? undefined : backend.close()));

  describe.each([
    ['inbox', inboxCases],
    ['due', dueCases],
    ['outbox', outboxCases],
  ] as const)('%s', (_, cases) => {
    for (const { name, run } of cases) test.skipIf(isMissing)(name, () => run(backend));
  });
});
