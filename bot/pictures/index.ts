import { cardSections } from '../../flows/card/facts.js';
import type { Locales } from '../../locales/index.js';
import type { Database } from '../../prisma/client.js';
import type { Outbound } from '../channels/channel.js';
import { numbersOf } from '../crisis/cards.js';
import { ownHotlines } from '../crisis/hotlines.js';
import { cardOf } from '../facts/card.js';
import { cardSvg, type CardPicture } from './card-svg.js';
import { pngOf } from './render.js';

/** What drawing needs. */
export interface PictureParts {
  readonly db: Pick<Database, 'prisma'>;
  readonly locales: Locales;
  now(): Date;
}

/** The numbers of a picture: those that are staffed at any hour; it may be looked at a year from now. */
const purposes = ['ambulance', 'police', 'mind'] as const;

/**
 * The picture that an outbox row names: drawn when it is sent and kept nowhere, so that nothing lies on a disk that
 * the person has deleted. `card:PERSON` is that person's own card. Where it cannot be drawn (no memory, a broken
 * install) its words come instead, so that a promise of a picture is never an empty line. Never rejects.
 */
export async function pictureOf(
  parts: PictureParts,
  name: string,
  draw: (svg: string) => Promise<Uint8Array> = pngOf,
): Promise<Pick<Outbound, 'image'> & { readonly text?: string }> {
  const [kind, personId = ''] = name.split(':');
  try {
    if (kind !== 'card') return {};
    const card = await cardPicture(parts, personId);
    try {
      return { image: { bytes: await draw(cardSvg(card)), mime: 'image/png' } };
    } catch {
      return { text: wordsOf(card) };
    }
  } catch {
    // The person is gone meanwhile, or the database is: what the row says goes out as it is.
    return {};
  }
}

async function cardPicture({ db, locales, now }: PictureParts, personId: string): Promise<CardPicture> {
  const person = await db.prisma.person.findUniqueOrThrow({ where: { id: personId } });
  const station = await db.prisma.station.findFirst();
  const { lines } = await cardOf(db, personId);
  const { locale } = person;
  const say = (key: string) => locales.render({ key }, locale, 'UTC');
  const sections = cardSections.flatMap((section) => {
    const own = lines.filter((line) => line.section === section);
    return own.length === 0
      ? []
      : [{ title: say(`card:title.${section}`), lines: own.map(({ text }) => text) }];
  });
  const named = numbersOf(locales, ownHotlines(), { locale, purposes }, station, now()).split('\n');
  // What a line is for would tell whoever leafs through the album what this is for.
  const numbers = named.map((line) => /^\d[\d -]*\d/u.exec(line)?.[0] ?? line);
  return { title: say('card:name'), sections, numbers };
}

function wordsOf({ sections, numbers }: CardPicture): string {
  const parts = sections.map(({ title, lines }) => [title, ...lines.map((line) => `· ${line}`)].join('\n'));
  return [...parts, numbers.join('\n')].join('\n\n');
}
