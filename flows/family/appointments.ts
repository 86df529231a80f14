import type { SayEffect } from '../core-effects.js';
import { shown, text } from '../engine/text.js';
import { grantGroup, messageKinds } from './scopes.js';

/** An appointment's news for the family. */
export interface FamilyAppointmentNews {
  readonly appointmentId: string;
  readonly clientId: string;
  /** Family members with F2 now. */
  readonly familyIds: readonly string[];
  readonly startsAt: Date;
  /** `booked`, `moved`, or the lead of a reminder (`1d`). */
  readonly news: string;
}

/** F2: the time, under a neutral name, nothing else. Never called for a random call-up. */
export function familyAppointmentEffects(news: FamilyAppointmentNews): SayEffect[] {
  const key = news.news === 'booked' || news.news === 'moved' ? news.news : 'reminder';
  return news.familyIds.map((familyId) => ({
    do: 'say',
    to: { person: familyId },
    paragraphs: [text(`family:told.${key}`, { when: shown(news.startsAt, 'day-time') })],
    kind: messageKinds.F2,
    proactive: true,
    about: grantGroup(news.clientId, familyId, 'F2'),
    expiresAt: news.startsAt,
    key: `family-appointment:${news.appointmentId}:${news.startsAt.toISOString()}:${key}:${familyId}`,
  }));
}
