import type { Candidate, UnsentEnd } from '../prisma/repositories/dispatch-outbox.js';
import { isWindowOpen, windowShut, type ReplyWindow } from './reply-window.js';
import { inQuietHours, localParts, nextOpenMoment, type QuietHours } from './zone/index.js';

/**
 * How often one contact may be sent the very same text within an hour. Replies may repeat themselves (a person who
 * taps "menu" again and again is no loop); what the bot begins may not. Crisis messages are never held.
 */
export const loopLimits = { reply: 20, reminder: 3, bulk: 3 } as const;

/**
 * Eligibility for the last time, in the transaction that claims: null when the message may go, else how its row
 * ends. Crisis messages always go, unless stale; replies go unless stale, repeated in a loop, the address is gone, or the
 * channel's reply window is shut.
 */
export function mayStillGo(
  row: Candidate,
  now: Date,
  quiet: QuietHours | null = null,
  window: ReplyWindow = null,
): UnsentEnd | null {
  const at = now.getTime();
  if (row.expiresAt !== null && row.expiresAt <= at) return { state: 'expired', error: 'stale' };
  if (row.chat === null) return { state: 'cancelled', error: 'no-contact' };
  if (row.lane === 'crisis') return null;
  if (row.contactState === 'stopped') return { state: 'cancelled', error: 'contact-stopped' };
  if (!isWindowOpen(window, row, at)) return { state: 'failed', error: windowShut };
  return (row.proactive === 1 ? (proactiveEnd(row, at) ?? nightEnd(row, now, quiet)) : null) ?? loopEnd(row);
}

function proactiveEnd(row: Candidate, at: number): UnsentEnd | null {
  if (row.endedAt !== null) return { state: 'cancelled', error: 'person-ended' };
  if (row.enrolmentState !== null && row.enrolmentState !== 'active')
    return { state: 'cancelled', error: 'not-enrolled' };
  const isPaused =
    row.pausedFrom !== null && row.pausedFrom <= at && (row.pausedTo === null || row.pausedTo > at);
  if (isPaused) return { state: 'cancelled', error: 'paused' };
  if (row.heldUntil !== null && row.heldUntil > at) return { state: 'cancelled', error: 'held-after-crisis' };
  return null;
}

/** Held up into the night (a dead channel, a 429): it waits for the morning, unless it is stale by then. */
function nightEnd({ zone, expiresAt }: Candidate, now: Date, quiet: QuietHours | null): UnsentEnd | null {
  if (quiet === null || zone === null || !inQuietHours(now, zone, quiet)) return null;
  const notBefore = nextOpenMoment(now, zone, quiet);
  if (expiresAt !== null && expiresAt <= notBefore.getTime())
    return { state: 'expired', error: 'quiet-hours' };
  return { state: 'queued', error: 'quiet-hours', notBefore, localDay: localParts(notBefore, zone).date };
}

function loopEnd(row: Candidate): UnsentEnd | null {
  if (row.lane === 'crisis' || row.heard < loopLimits[row.lane]) return null;
  return { state: 'held', error: 'loop' };
}
