import { shown, text, type Text } from '../engine/text.js';
import type { ToldFacts } from './facts.js';

/** What the sentence rests on. */
export interface TruthRows {
  readonly told: readonly Pick<ToldFacts, 'alias' | 'position' | 'state' | 'toldAt' | 'seenAt'>[];
  /** The street's own number, for when nobody can be told. */
  readonly localNumber: string;
  /** Numbers to ring instead of waiting, in one line: the card may be far up by now. */
  readonly numbers: string;
}

/**
 * Who has been told, who has seen it and who has not, and nothing that the rows do not support (`docs/domain.md` §5):
 * "seen" needs the person's own tap, "sent" the provider's yes; a page that is still on its way is neither.
 * Those who have seen it come first. While nobody has, the numbers are pointed at again.
 */
export function truth(rows: TruthRows): Text[] {
  if (rows.told.length === 0)
    return [text('crisis:truth.nobody', { number: rows.localNumber, numbers: rows.numbers })];
  const seen = rows.told.filter((row) => row.seenAt !== null);
  const unseen = rows.told.filter((row) => row.seenAt === null);
  const lines = [...seen, ...unseen].map(lineOf);
  return seen.length > 0 ? lines : [...lines, text('crisis:truth.none-seen', { numbers: rows.numbers })];
}

function lineOf(row: TruthRows['told'][number]): Text {
  const { alias } = row;
  if (row.seenAt !== null) return text('crisis:truth.seen', { alias, at: shown(row.seenAt, 'time') });
  switch (row.state) {
    case 'sent':
      return text('crisis:truth.sent', { alias, at: shown(row.toldAt, 'time') });
    case 'sending':
    case 'unknown':
    case 'failed':
    case 'unreachable':
      return text(`crisis:truth.${row.state}`, { alias });
  }
}
