import { describe, expect, it } from 'vitest';
import { loadCalendar } from '../calendar/index.js';
import { loadProgramme } from '../programmes/index.js';
import { addDays, toInstant } from '../zone/index.js';
import {
  plan,
  reconcile,
  settledRows,
  type ExistingDue,
  type PlanEnrolment,
  type PlanItem,
  type Reconciliation,
} from './index.js';
import { sampleEnrolment } from './sample.js';

const programme = loadProgramme();
const calendar = loadCalendar();
const zone = 'Asia/Shanghai';
const at = (date: string, time: string): Date => toInstant(date, time, zone);

const rowOf = (item: PlanItem, id: string): ExistingDue => ({ ...item, id, args: { ...item.args } });

/** A due table in miniature. */
class Table {
  rows: ExistingDue[] = [];
  plan(now: Date, changes: Partial<PlanEnrolment> = {}): Reconciliation {
    const settled = settledRows(this.rows, now, zone);
    const items = plan({ programme, enrolment: sampleEnrolment(changes), calendar, now, settled });
    const result = reconcile(items, this.rows, now);
    for (const item of result.insert) this.rows.push(rowOf(item, `r${String(this.rows.length)}`));
    for (const { id, item } of result.update) this.replace(id, rowOf(item, id));
    for (const { id } of result.cancel) {
      const row = this.rows.find((other) => other.id === id);
      if (row !== undefined) this.replace(id, { ...row, state: 'cancelled' });
    }
    return result;
  }
  /** Everything due before a moment has fired. */
  fire(until: Date): void {
    this.rows = this.rows.map((row) =>
      row.dueAt < until && (row.state === 'planned' || row.state === 'folded')
        ? { ...row, state: 'settled' }
        : row,
    );
  }
  private replace(id: string, row: ExistingDue): void {
    this.rows = this.rows.map((other) => (other.id === id ? row : other));
  }
}

const size = (r: Reconciliation): number[] => [r.insert.length, r.update.length, r.cancel.length];

describe('reconciling', () => {
  it('inserts everything once and then changes nothing', () => {
    const table = new Table();
    const first = table.plan(at('2026-11-26', '10:00'));
    expect(first.insert.length).toBeGreaterThan(100);
    expect(size(table.plan(at('2026-11-26', '10:05')))).toEqual([0, 0, 0]);
  });

  it('changes nothing on any morning of a life in which all goes as planned', () => {
    const table = new Table();
    table.plan(at('2026-11-26', '10:00'));
    for (let n = 0; n <= 92; n++) {
      const now = at(addDays('2026-12-01', n), '07:00');
      table.fire(now);
      expect(size(table.plan(now)), `day ${String(n)}`).toEqual([0, 0, 0]);
    }
  });

  it('moves pending rows with the hour, and touches nothing that is settled', () => {
    const table = new Table();
    table.plan(at('2026-11-26', '10:00'));
    const now = at('2026-12-10', '07:00');
    table.fire(now);
    const before = table.rows.filter((row) => row.state === 'settled');
    const result = table.plan(now, { hour: '09:00' });
    expect([result.insert.length, result.cancel.length]).toEqual([0, 0]);
    expect(result.update.length).toBeGreaterThan(50);
    expect(table.rows.filter((row) => row.state === 'settled')).toEqual(before);
    const next = table.rows.find((row) => row.step === 'check-in' && row.cycle === '2026-12-10');
    expect(next?.dueAt).toEqual(at('2026-12-10', '09:00'));
  });

  it('takes away what is no longer wanted and brings it back without doubling it', () => {
    const table = new Table();
    const now = at('2026-11-26', '10:00');
    table.plan(now);
    const count = table.rows.length;
    const away = table.plan(now, { groupWeekday: null });
    expect(away.cancel.length).toBeGreaterThan(5);
    expect(away.insert).toEqual([]);
    const back = table.plan(now);
    expect(back.insert).toEqual([]);
    expect(table.rows.length).toBe(count);
    expect(table.rows.filter((row) => row.state === 'cancelled')).toEqual([]);
  });

  it('drops a whole group with the deed, and keeps the reason', () => {
    const table = new Table();
    table.plan(at('2026-11-26', '10:00'));
    table.fire(at('2026-12-05', '07:00'));
    const reportIn = { ...sampleEnrolment().reportIn, reportedOn: '2026-12-05' };
    table.plan(at('2026-12-05', '11:00'), { reportIn });
    const group = table.rows.filter(
      (row) => row.step.startsWith('report-in') && row.dueAt > at('2026-12-05', '11:00'),
    );
    expect(new Set(group.map((row) => `${row.state} ${row.reason ?? ''}`))).toEqual(
      new Set(['dropped condition-met']),
    );
  });

  it('after three silent days does not burst: stale ones are dropped with a reason, the rest keep the cap', () => {
    const table = new Table();
    table.plan(at('2026-11-26', '10:00'));
    table.fire(at('2026-12-03', '07:00'));
    const now = at('2026-12-06', '09:00');
    table.plan(now);
    const missed = table.rows.filter(
      (row) => row.step === 'check-in' && row.cycle >= '2026-12-03' && row.cycle < '2026-12-06',
    );
    expect(missed.map((row) => `${row.state} ${row.reason ?? ''}`)).toEqual(Array(3).fill('dropped expired'));
    const today = table.rows.filter((row) => row.proactive && row.to === 'client' && row.state === 'planned');
    for (let n = 5; n < 12; n++) {
      const date = addDays('2026-12-01', n);
      const due = today.filter(
        (row) => row.dueAt >= at(date, '00:00') && row.dueAt < at(addDays(date, 1), '00:00'),
      );
      expect(due.length, date).toBeLessThanOrEqual(2);
    }
    const papers = table.rows
      .filter((row) => row.step === 'papers' && row.cycle !== 'D6')
      .map((row) => row.dueAt);
    expect(papers).toEqual([at('2026-12-06', '10:30'), at('2026-12-07', '10:30')]);
  });

  it('leaves a row that is due to whoever is about to claim it', () => {
    const table = new Table();
    table.plan(at('2026-11-26', '10:00'));
    table.fire(at('2026-12-05', '20:00'));
    expect(size(table.plan(at('2026-12-05', '20:01')))).toEqual([0, 0, 0]);
    expect(table.rows.find((row) => row.cycle === '2026-12-05' && row.step === 'check-in')?.state).toBe(
      'planned',
    );
  });

  it('does not bring back what was dropped at its moment', () => {
    const table = new Table();
    table.plan(at('2026-11-26', '10:00'), { scopes: [] });
    table.fire(at('2026-12-20', '07:00'));
    table.plan(at('2026-12-20', '07:00'));
    expect(table.rows.find((row) => row.step === 'buddy')?.reason).toBe('consent-missing');
    expect(table.rows.find((row) => row.step === 'job-leads' && row.cycle === 'D21')?.state).toBe('planned');
  });
});
