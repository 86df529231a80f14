import { expect, it } from 'vitest';
import { someStation, someone } from '../../test/support/turn.js';
import type { AlertFacts } from '../crisis/facts.js';
import type { TurnContext } from '../engine/types.js';
import { openCries } from './parts.js';

const now = new Date('2026-12-02T15:00:00Z');
const alert: AlertFacts = {
  id: 'a',
  level: 2,
  kinds: ['self-harm'],
  state: 'open',
  shared: true,
  position: 0,
  openedAt: now,
  lastAt: now,
  contactId: 'c',
  personId: 'p',
  who: { alias: '阿明', manner: 'client' },
  ackBy: null,
  told: [],
};

/** What the colleague who comes on duty is told of the alert. */
function told(open: boolean, alerts: readonly AlertFacts[] = [alert]): string {
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
  expect(told(false)).toContain('crisis:page.act.off-hours');
  expect(told(true)).toContain('crisis:page.act.soon');
});

it('wakes nobody for what is answered, or twice for the same', () => {
  const known = { personId: 'zhou', alias: '周姐', toldAt: now, seenAt: null, state: 'sent' };
  expect(told(true, [{ ...alert, state: 'acknowledged' as never }])).toBe('[]');
  expect(told(true, [{ ...alert, told: [known as never] }])).toBe('[]');
});
