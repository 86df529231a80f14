import type { ReadSql } from '../client.js';
import type { Appointment, Block, Leave, Muted } from '../generated/sqlite/client.js';
import { appointments, blocks, leaves, mutes } from './tables.js';

/** The leave of a person that was granted, over or not. */
export function leaveOfPerson(sql: ReadSql, personId: string): Leave[] {
  return leaves.all(sql, `"personId" = ? AND "state" IN ('approved','returned')`, personId);
}

/** The closer blocks of a person that were opened after a moment (null: all), oldest first. */
export function blocksOfPerson(sql: ReadSql, personId: string, after: Date | null): Block[] {
  return blocks.all(sql, '"personId" = ? AND "openedAt" > ? ORDER BY "openedAt"', personId, after ?? -1);
}

/** The appointments of a person after a moment (null: all) that were not drawn at random. */
export function appointmentsOfPerson(sql: ReadSql, personId: string, after: Date | null): Appointment[] {
  const where = `"personId" = ? AND "origin" <> 'random' AND "startsAt" > ?`;
  return appointments.all(sql, where, personId, after ?? -1);
}

/** The kinds of messages that a person has switched off, with the moment since when. */
export function mutesOfPerson(sql: ReadSql, personId: string): readonly Muted[] {
  return sql.kept('muted', personId, () => mutes.all(sql, '"personId" = ?', personId));
}
