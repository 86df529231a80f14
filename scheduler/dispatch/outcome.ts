import type { SendError } from '../../bot/channels/channel.js';
import type { ClaimedOutbox, OutboxEnd } from '../../prisma/repositories/outbox.js';
import { nextTryMs, throttledMs } from '../backoff.js';

/** What a failed send means beyond its own row. */
export type Side =
  /** Nothing. */
  | 'row'
  /** The provider asks for patience until the row's not-before. */
  | 'throttled'
  /** The channel itself is in trouble. */
  | 'channel'
  /** The token is no longer good. */
  | 'unauthorized'
  /** Stop this contact. */
  | 'stopped'
  /** The chat has a new id. */
  | 'moved';

/** How a failed send ends its row. */
export interface Failure {
  readonly end: OutboxEnd;
  readonly side: Side;
  readonly movedTo?: string;
}

/** What decides about another try. */
export interface TryContext {
  readonly now: Date;
  readonly random: () => number;
  /** Whether other messages get through on this channel: then the fault is the message's, not the channel's. */
  readonly channelWorks: boolean;
}

/** After so many tries on a channel that works, a message is failed. While the channel is down it is kept. */
const mostAttempts = 8;
const unauthorizedMs = 60_000;

/** From the closed set of send errors to the end of the row. */
export function failureOf(row: ClaimedOutbox, error: SendError, context: TryContext): Failure {
  const later = (ms: number): OutboxEnd => ({
    state: 'errored',
    notBefore: new Date(context.now.getTime() + ms),
    error: error.code,
  });
  switch (error.code) {
    case 'send.throttled':
      return { end: later(throttledMs(error.options.retryAfterMs, context.random)), side: 'throttled' };
    case 'send.unavailable': {
      const isHopeless = row.attempt >= mostAttempts && row.lane !== 'crisis' && context.channelWorks;
      if (isHopeless) return { end: { state: 'failed', error: error.code }, side: 'row' };
      return { end: later(nextTryMs(row.attempt, context.random, row.lane)), side: 'channel' };
    }
    case 'send.moved': {
      const { movedTo } = error.options;
      if (movedTo === undefined || row.attempt >= mostAttempts)
        return { end: { state: 'failed', error: error.code }, side: 'row' };
      return { end: later(0), side: 'moved', movedTo };
    }
    case 'send.unauthorized':
      return { end: later(unauthorizedMs), side: 'unauthorized' };
    case 'send.unknown':
      return { end: { state: 'unknown', error: error.code }, side: 'row' };
    case 'send.contact-stopped':
      return { end: { state: 'failed', error: error.code }, side: 'stopped' };
    case 'send.rejected':
      return { end: { state: 'failed', error: error.code }, side: 'row' };
  }
}
