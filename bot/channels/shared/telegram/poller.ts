import type { ChannelHost } from '../../channel.js';
import { backoffMs, type Presence } from '../presence.js';
import { nextOffset, type Intake } from './intake.js';

/** Why a fetch failed and what to do about it. */
export interface Trouble {
  /** The token is no longer good: give up. */
  readonly isFatal: boolean;
  /** The provider's own waiting time, if it gave one. */
  readonly retryAfterMs: number | null;
  /** For the operator; without addresses, texts and tokens. */
  readonly detail: string;
}

/** One library's way to fetch updates. */
export interface PollSource {
  /** Long poll from `offset`; must end soon after `signal` aborts. */
  fetch(offset: number, signal: AbortSignal): Promise<readonly unknown[]>;
  explain(error: unknown): Trouble;
}

/**
 * Fetches updates until `signal` aborts or the token is refused, and hands them over. The next fetch, whose offset
 * confirms a batch, is made only after the host has stored it; when it could not, the same batch is fetched again.
 * Resolves with why it ended; never rejects.
 */
export async function poll(
  source: PollSource,
  intake: Intake,
  presence: Presence,
  host: ChannelHost,
  signal: AbortSignal,
): Promise<'stopped' | Trouble> {
  let offset = 0;
  let failures = 0;
  while (!signal.aborted) {
    const outcome = await once(source, intake, presence, offset, signal);
    if (signal.aborted) break;
    if ('next' in outcome) {
      failures = outcome.isStuck ? failures + 1 : 0;
      offset = outcome.next;
    } else {
      if (outcome.isFatal) return outcome;
      failures += 1;
    }
    const waitMs = 'next' in outcome ? 0 : (outcome.retryAfterMs ?? 0);
    if (failures > 0) await host.sleep(Math.max(waitMs, backoffMs(failures)), signal).catch(() => {});
  }
  return 'stopped';
}

/** `isStuck`: nothing was confirmed although something came, so that asking again at once would spin. */
type Outcome = { readonly next: number; readonly isStuck: boolean } | Trouble;

const NOT_STORED = { isStuck: true };

async function once(
  source: PollSource,
  intake: Intake,
  presence: Presence,
  offset: number,
  signal: AbortSignal,
): Promise<Outcome> {
  let updates: readonly unknown[];
  try {
    updates = await source.fetch(offset, signal);
  } catch (error) {
    const trouble = source.explain(error);
    if (!signal.aborted && !trouble.isFatal) presence.offline(trouble.detail);
    return trouble;
  }
  presence.online();
  try {
    await intake.take(updates);
  } catch {
    // The host knows why it could not store them; here it only matters that they stay unconfirmed.
    return { next: offset, ...NOT_STORED };
  }
  const next = nextOffset(updates, offset);
  return { next, isStuck: updates.length > 0 && next === offset };
}
