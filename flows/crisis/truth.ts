import { shown, text, type Text } from '../engine/text.js';
import type { ToldFacts } from './facts.js';

/** What the sentence rests on. */
export interface TruthRows {
  readonly told: readonly Pick<ToldFacts, 'alias' | 'position' | 'state' | 'toldAt' | 'seenAt'>[];
  /** The street's own number, for when nobody can be told. */
  readonly localNumber: string;
  /** Numbers to ring instead of waiting, in one line: the card may be far up by now. */
  readonly numbers: string;
  readonly level: 1 | 2 | 3;
  /** More people are to be called if nobody answers. */
  readonly goesOn: boolean;
}

/** So many who were sent it and have not answered are one line. */
const many = 3;

/**
 * Who has been told, who has seen it and who has not, and nothing that the rows do not support (`docs/domain.md` §5):
 * "seen" needs the person's own tap, "sent" the provider's yes; a page that is still on its way is neither.
 * Those who have seen it come first. While nobody has, the numbers are pointed at again.
 */
export function truth(rows: TruthRows): Text[] {
  const { numbers, localNumber: number } = rows;
  if (rows.told.length === 0) {
    const others = numbers.split(' / ').filter((one) => one !== number);
    return [text('crisis:truth.nobody', { number, numbers: others.join(' / ') })];
  }
  const seen = rows.told.filter((row) => row.seenAt !== null);
  const unseen = rows.told.filter((row) => row.seenAt === null);
  const sent = unseen.filter((row) => row.state === 'sent');
  if (seen.length === 0) {
    const lines =
      sent.length < many
        ? unseen.map(lineOf)
        : [allCalled(sent, rows.goesOn), ...unseen.filter((row) => row.state !== 'sent').map(lineOf)];
    return [...lines, text(`crisis:truth.${rows.level === 3 ? 'none-seen' : 'meanwhile'}`, { numbers })];
  }
  if (sent.length < 2) return [...seen, ...unseen].map(lineOf);
  return [...[...seen, ...unseen.filter((row) => row.state !== 'sent')].map(lineOf), alsoCalled(sent)];
}

/** Somebody has it: whoever else was called is one line, so that a bad hour does not read like a list of no's. */
function alsoCalled(unseen: TruthRows['told']): Text {
  return text('crisis:truth.also', { names: namesOf(unseen) });
}

/** The same while nobody has it. */
function allCalled(unseen: TruthRows['told'], goesOn: boolean): Text {
  return text(`crisis:truth.${goesOn ? 'all-called-on' : 'all-called'}`, { names: namesOf(unseen) });
}

function namesOf(rows: TruthRows['told']): Text {
  const [first, ...others] = rows.map(({ alias }) => text('crisis:truth.name', { alias }));
  return others.reduce((before, name) => text('crisis:truth.and', { before, name }), first!);
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
