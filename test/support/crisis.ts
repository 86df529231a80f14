import type { Facts } from '../../flows/facts.js';
import type { AlertFacts, CrewFacts, SubjectFacts, ToldFacts } from '../../flows/crisis/facts.js';
import { crisisFlows } from '../../flows/crisis/index.js';
import { helpFlows } from '../../flows/help/index.js';
import { someone, Talk } from './turn.js';

/** 10:00 in Shanghai. */
export const now = new Date('2026-12-01T02:00:00Z');
const flows = [...crisisFlows, ...helpFlows];

/** An on-call order whose third place cannot be reached. */
export const crew: readonly CrewFacts[] = [
  { position: 0, personId: 'lin', alias: '小林', reachable: true },
  { position: 1, personId: 'zhou', alias: '周姐', reachable: true },
  { position: 2, personId: 'chen', alias: '老陈', reachable: false },
  { position: 3, personId: 'op', alias: '值班', reachable: true },
];
/** What the crisis path knows of the client. */
export const ming: SubjectFacts = {
  personId: 'client',
  alias: '阿明',
  role: 'client',
  worker: { personId: 'own', alias: '小吴', reachable: true },
  choice: 'ask',
  sharesSignals: true,
  appointments: [{ id: 'a1', startsAt: new Date('2026-12-01T08:00:00Z') }],
};
/** Somebody who was sent a page and has not tapped. */
export const told = (personId: string, change: Partial<ToldFacts> = {}): ToldFacts => ({
  personId,
  alias: personId,
  position: 0,
  toldAt: now,
  state: 'sent',
  seenAt: null,
  ...change,
});
/** An open level 3 of the client. */
export const alert = (change: Partial<AlertFacts> = {}): AlertFacts => ({
  id: 'alert-1',
  level: 3,
  kinds: ['self-harm'],
  state: 'open',
  shared: true,
  position: 0,
  openedAt: now,
  lastAt: now,
  contactId: 'contact',
  personId: 'client',
  who: { alias: '阿明', manner: 'client' },
  ackBy: null,
  told: [told('lin')],
  ...change,
});

/** A talk of the client over these facts; `own` changes what the crisis path knows of them. */
export function talk(facts: Partial<Facts> = {}, me = someone()): Talk {
  return new Talk(
    flows,
    {
      crew: () => crew,
      officeHours: () => ({ open: true, nextAt: new Date('2026-12-02T01:00:00Z') }),
      openAlert: () => null,
      alert: () => alert(),
      crisisSubject: () => ming,
      linkedClients: () => [],
      emergency: () => null,
      minor: () => false,
      myCard: () => ({ lines: [], proposed: [] }),
      hotlines: () => '120 急救\n110 报警\n12356 心理援助',
      ...facts,
    },
    me,
    now,
  );
}
