import { longestTryMs } from '../../../scheduler/backoff.js';
import { minuteMs } from '../options.js';
import { at, type Evidence, type Problem, type SentLine, type Witness } from './evidence.js';
import { soonestAfter } from './troubles.js';

/**
 * What was ready when it was written (answers, and all of a crisis) was shown at once, or when the provider was there
 * again: two more tries may fail. By the clock that nobody sets: a step back of the other keeps nobody waiting.
 */
export function checkWaits(evidence: Evidence): Problem[] {
  return evidence.people.flatMap((witness) => {
    const seen = firstSeen(witness);
    return (evidence.written.get(witness.member.chat) ?? []).flatMap((row) => {
      const shownMs = seen.get(row.key);
      if (shownMs === undefined || !isUrgent(row)) return [];
      const latest = soonestAfter(evidence.run, row.writtenMs) + 2 * longestTryMs(row.lane) + 5 * minuteMs;
      if (shownMs <= latest) return [];
      const detail = `${row.lane} ${row.kind} ${row.key} of ${at(row.writtenMs)} came ${at(shownMs)}`;
      return [{ check: 'waits', chat: witness.member.chat, detail }];
    });
  });
}

const isUrgent = ({ lane, proactive }: SentLine) =>
  lane === 'crisis' || (lane === 'reply' && proactive === 0);

function firstSeen({ shown }: Witness): Map<string, number> {
  return new Map(shown.toReversed().map(({ key, elapsedMs }) => [key, elapsedMs]));
}
