import type { ReadSql } from '../../prisma/client.js';
import { enrolmentOf, readAhead } from '../../prisma/records/index.js';
import { groupsAhead, type DueRow } from '../../prisma/repositories/due.js';
import { countProactiveAhead } from '../../prisma/repositories/outbox.js';
import { localParts } from '../../scheduler/zone/index.js';
import { loadStation } from '../facts/station.js';

/** How many people are read for at once: more would push each other out of what is kept. */
const most = 200;

/** Reads what the turns of these rows will ask for, and keeps it: a wave of check-ins is bound by its statements. */
export function readTurnsAhead(sql: ReadSql, rows: readonly DueRow[], now: Date): void {
  const people = [...new Set(rows.flatMap(({ personId }) => personId ?? []))].slice(0, most);
  readAhead(sql, people);
  const { zone } = loadStation({ sql });
  const days = people.map((personId) => ({
    personId,
    localDay: localParts(now, enrolmentOf(sql, personId)?.zone ?? zone).date,
  }));
  countProactiveAhead(sql, days);
  const asked = rows.filter(({ flow }) => flow === 'check-in' || flow === 'weekly-check');
  groupsAhead(
    sql,
    asked.map(({ personId }) => `silence:${personId}`),
  );
}
