import { expect, it } from 'vitest';
import { alert, now, told } from '../../test/support/crisis.js';
import { someStation, someone } from '../../test/support/turn.js';
import type { AlertFacts } from '../crisis/facts.js';
import type { TurnContext } from '../engine/types.js';
import { openCries } from './parts.js';

const cry = alert({ level: 2, told: [] });

/** What is said when Zhou comes on duty. */
function said(open: boolean, alerts: readonly AlertFacts[] = [cry]): string {
  const facts = {
    openAlerts: () => alerts,
    rota: () => null,
    station: () => someStation,
    onCall: () => [],
    hotlines: () => '12356',
    officeHours: () => ({ open, nextAt: now }),
  };
  const context = { me: someone({ role: 'supervisor' }), now, facts } as unknown as TurnContext;
  return JSON.stringify(openCries('zhou', context));
}

it('asks for the call of the night at night, and for that of the day by day', () => {
  expect(said(false)).toContain('crisis:page.act.off-hours');
  expect(said(true)).toContain('crisis:page.act.soon');
});

it('wakes nobody for what is answered, or twice for the same', () => {
  expect(said(true, [alert({ state: 'acknowledged', told: [] })])).toBe('[]');
  expect(said(true, [alert({ told: [told('zhou')] })])).toBe('[]');
});
