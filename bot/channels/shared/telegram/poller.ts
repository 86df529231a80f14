import type { ChannelHost } from '../../channel.js';
import { backoffMs, type Presence } from '../presence.js';
import { nextOffset, type Intake } from './intake.js';
import { storedWhileListening } from './listen.js';

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
    const outcome = await once({ source, intake, presence, host }, offset, signal);
    if (signal.aborted) break;
    if ('next' in outcome) {
      failures = outcome.isStuck ? failures + 1 : 0;
      offset = outcome.next;
    } else {
      if (outcome.isFatal) return outcome;
      failures += 1;
    }
    if (failures > 0) await host.sleep(pauseMs(outcome, failures), signal).catch(() => {});
  }
  return 'stopped';
}

/** A database in trouble is no reason to hear of a cry for help later: the provider is well. */
const refusedMs = 1_000;

function pauseMs(outcome: Outcome, failures: number): number {
  if (!('next' in outcome)) return Math.max(outcome.retryAfterMs ?? 0, backoffMs(failures));
  return outcome.isRefused === true ? refusedMs : backoffMs(failures);
}

/** `isRefused`: the host could not store it. `isStuck`: nothing was confirmed although something came, so that asking again at once would spin. */
type Outcome = { readonly next: number; readonly isStuck: boolean; readonly isRefused?: boolean } | Trouble;

interface Line {
  readonly source: PollSource;
  readonly intake: Intake;
  readonly presence: Presence;
  readonly host: ChannelHost;
}

async function once(
  { source, intake, presence, host }: Line,
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
  // With the same offset: what is not confirmed comes once more, and whatever is new.
  const fetchAgain = () => source.fetch(offset, signal);
  const hear = host.hear === undefined ? null : (again: readonly unknown[]) => intake.hear(again);
  const isStored = await storedWhileListening(intake.take(updates), { host, fetchAgain, hear, signal });
  // The host knows why it could not store them; here it only matters that they stay unconfirmed.
  if (!isStored) return { next: offset, isStuck: true, isRefused: true };
  const next = nextOffset(updates, offset);
  return { next, isStuck: updates.length > 0 && next === offset };
}
