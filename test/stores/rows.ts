import { type NewDue } from '../../prisma/repositories/due.js';
import { newDue } from '../../prisma/repositories/new-due.js';
import type { NewInbox } from '../../prisma/repositories/inbox.js';
import type { NewOutbox } from '../../prisma/repositories/outbox.js';

/** The moment at which the contract plays. */
export const NOW = new Date('2026-12-01T08:00:00.123Z');

/** `NOW` and so many seconds. */
export const after = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

/** How owners claim: for one minute. */
export const claimBy = (owner: string, now = NOW, limit = 200) => ({ owner, now, leaseMs: 60_000, limit });

/** A message to contact `c`. */
export function message(key: string, change: Partial<NewOutbox> = {}): NewOutbox {
  return {
    key,
    contactId: 'c',
    personId: null,
    bot: 'clients',
    lane: 'reply',
    kind: 'reply',
    proactive: false,
    text: `text of ${key}`,
    buttons: [],
    notBefore: NOW,
    createdAt: NOW,
    expiresAt: null,
    localDay: '2026-12-01',
    about: null,
    ...change,
  };
}

/** An update of chat `chat`. */
export function update(updateId: string, chat: string): NewInbox {
  return { bot: 'clients', updateId, chat, payload: JSON.stringify({ updateId }) };
}

/** A step that is due now. */
export function step(name: string, change: Partial<NewDue> = {}): NewDue {
  return newDue({
    scope: 'enrolment:e',
    step: name,
    cycle: '0',
    personId: 'p',
    audience: 'client',
    flow: 'check-in',
    args: {},
    category: 'check-in',
    priority: 3,
    day: 1,
    localDay: '2026-12-01',
    dueAt: NOW,
    catchUp: 'skip',
    proactive: true,
    ...change,
  });
}

/** `count` of something, numbered from 0. */
export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
