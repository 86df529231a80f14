import type { JsonObject } from '../../flows/engine/types.js';
import type { RawSql } from '../client.js';
import { insertMany, storableJson, type Column } from './dialect.js';

/** Why something was or was not sent. */
export interface NewDecision {
  readonly scope: string;
  readonly step: string;
  readonly cycle: string;
  readonly personId: string | null;
  readonly code: string;
  readonly detail?: JsonObject;
  readonly at: Date;
}

const DECISION: readonly Column[] = [
  { name: 'scope', type: 'text' },
  { name: 'step', type: 'text' },
  { name: 'cycle', type: 'text' },
  { name: 'personId', type: 'text' },
  { name: 'code', type: 'text' },
  { name: 'detail', type: 'json' },
  { name: 'at', type: 'instant' },
];

/** Keeps why something was or was not sent. */
export async function insertDecision(raw: RawSql, row: NewDecision): Promise<void> {
  await insertDecisions(raw, [row]);
}

/** The same for many. */
export async function insertDecisions(raw: RawSql, rows: readonly NewDecision[]): Promise<void> {
  const cells = rows.map(({ scope, step, cycle, personId, code, detail, at }) => [
    scope,
    step,
    cycle,
    personId,
    code,
    storableJson(JSON.stringify(detail ?? {})),
    at,
  ]);
  await insertMany(raw, '"Decision"', DECISION, cells, null);
}
