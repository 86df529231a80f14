import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RawSql } from '../../prisma/client.js';
import { dueRow } from '../../prisma/repositories/due.js';
import type { Claim, Stores } from '../../prisma/repositories/stores.js';
import { type Backend, openPostgresBackend, openSqlite, whyNoPostgres } from './backend.js';
import { dueCases } from './due-cases.js';
import { inboxCases } from './inbox-cases.js';
import { outboxCases, type Case } from './outbox-cases.js';

/** The contract can fail: each guard is taken away once, and the case that rests on it must break. */
const cases = [...inboxCases, ...dueCases, ...outboxCases];

interface Control {
  readonly guard: string;
  readonly breaks: readonly string[];
  without(stores: Stores, raw: RawSql): Stores;
}

/** Takes rows in two statements, as one does who knows no lock. */
async function takeUnlocked<T>(
  raw: RawSql,
  table: string,
  from: string,
  to: string,
  claim: Claim,
): Promise<T[]> {
  const rows = await raw.query<{ id: number }>(
    `SELECT "id" FROM "${table}" WHERE "state" = '${from}' ORDER BY "id" LIMIT ?`,
    claim.limit,
  );
  const taken: T[] = [];
  for (const { id } of rows) {
    taken.push(
      ...(await raw.query<T>(
        `UPDATE "${table}" SET "state" = '${to}', "owner" = ?, "lease" = "lease" + 1, "leaseUntil" = ? WHERE "id" = ? RETURNING *`,
        ...[claim.owner, new Date(claim.now.getTime() + claim.leaseMs), id],
      )),
    );
  }
  return taken;
}

const controls: readonly Control[] = [
  {
    guard: 'the lock of a claim',
    breaks: ['two claimers at once: each row is taken once and none is lost'],
    without: (stores, raw) => ({
      ...stores,
      due: {
        ...stores.due,
        claim: async (claim) =>
          (await takeUnlocked<Record<string, unknown>>(raw, 'Due', 'planned', 'claimed', claim)).map(dueRow),
      },
    }),
  },
  {
    guard: 'the owner and the lease in the mark that ends a claim',
    breaks: [
      'the mark that ends a claim names owner and lease: a slow owner cannot overwrite a new one',
      'a claim whose holder died is claimed again, and the slow owner cannot overwrite the new one',
      'a holder that dies loses its claim, which counts as an attempt, and can end it no more',
    ],
    without: (stores, raw) => {
      const end = async (table: string, id: number, state: string) =>
        (await raw.exec(`UPDATE "${table}" SET "state" = ? WHERE "id" = ?`, state, id)) === 1;
      return {
        inbox: { ...stores.inbox, end: ({ id }) => end('Inbox', id, 'handled') },
        due: { ...stores.due, end: ({ id }, state) => end('Due', id, state) },
        outbox: { ...stores.outbox, end: ({ id }, { state }) => end('Outbox', id, state) },
      };
    },
  },
  {
    guard: 'the turn of a contact',
    breaks: [
      'of one contact one row is on its way at a time, and one that will be tried again keeps its place',
    ],
    without: (stores, raw) => ({
      ...stores,
      outbox: { ...stores.outbox, claim: (claim) => takeUnlocked(raw, 'Outbox', 'queued', 'sending', claim) },
    }),
  },
  {
    guard: 'the turn of a chat',
    breaks: ['updates of one chat are handled one after the other, in order; another chat does not wait'],
    without: (stores, raw) => ({
      ...stores,
      inbox: { ...stores.inbox, claim: (claim) => takeUnlocked(raw, 'Inbox', 'new', 'claimed', claim) },
    }),
  },
  {
    guard: 'the forgetting of what is handled',
    breaks: ['its content and its chat are gone once it is handled'],
    without: (stores, raw) => ({
      ...stores,
      inbox: {
        ...stores.inbox,
        end: async ({ id }, now) =>
          (await raw.exec(
            `UPDATE "Inbox" SET "state" = 'handled', "handledAt" = ? WHERE "id" = ?`,
            now,
            id,
          )) === 1,
      },
    }),
  },
];

const missing = await whyNoPostgres();
if (missing !== null) console.warn(missing);

describe.each([
  { name: 'SQLite', open: openSqlite, isMissing: false },
  { name: 'PostgreSQL', open: openPostgresBackend, isMissing: missing !== null },
])('control over $name', ({ open, isMissing }) => {
  let backend: Backend;
  beforeAll(async () => {
    if (!isMissing) backend = await open();
  });
  beforeEach(() => (isMissing ? undefined : backend.clear()));
  afterAll(() => (isMissing ? undefined : backend.close()));

  for (const { guard, breaks, without } of controls) {
    for (const name of breaks) {
      test.skipIf(isMissing)(`without ${guard} it breaks: ${name}`, async () => {
        const { raw } = backend;
        const broken = {
          ...backend,
          first: without(backend.first, raw),
          second: without(backend.second, raw),
        };
        await expect(caseOf(name).run(broken)).rejects.toThrow();
      });
    }
  }
});

function caseOf(name: string): Case {
  const found = cases.find((one) => one.name === name);
  if (found === undefined) throw new Error(`expected a case of this name, got none: ${name}`);
  return found;
}
