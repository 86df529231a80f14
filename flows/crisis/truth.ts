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
  if (seen.length === 0)
    return [...unseen.map(lineOf), text('crisis:truth.none-seen', { numbers: rows.numbers })];
  const sent = unseen.filter((row) => row.state === 'sent');
  if (sent.length < 2) return [...seen, ...unseen].map(lineOf);
  return [...[...seen, ...unseen.filter((row) => row.state !== 'sent')].map(lineOf), alsoCalled(sent)];
}

/** Somebody has it: whoever else was called is one line, so that a bad hour does not read like a list of no's. */
function alsoCalled(unseen: TruthRows['told']): Text {
  const [first, ...others] = unseen.map(({ alias }) => text('crisis:truth.name', { alias }));
  const names = others.reduce((before, name) => text('crisis:truth.and', { before, name }), first!);
  return text('crisis:truth.also', { names });
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
