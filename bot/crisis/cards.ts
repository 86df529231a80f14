import { cardTexts, groupCardTexts, shortCardTexts, type CardChoice } from '../../flows/crisis/card.js';
import { purposesFor, variants, type Purpose, type Variant } from '../../flows/crisis/variants.js';
import type { Text } from '../../flows/engine/text.js';
import { languages, languageOf } from '../../locales/languages.js';
import type { Locales, Place } from '../../locales/index.js';
import { defaultRegion, selectLines, showLine, type HotlineBook } from './hotlines.js';
import type { KnownStation } from './memory.js';
import { placeOf } from './place.js';

/** Which card, for whom, where and when. */
export interface CardRequest {
  readonly locale: string;
  readonly level: 2 | 3;
  readonly variant: Variant;
  readonly audience: 'self' | 'other';
  /** Whom it is about is under 18, as a person has set it or as they say themselves. */
  readonly minor?: boolean;
  readonly status: CardChoice['status'];
  /** `short`: they have had the whole one minutes ago · `group`: said into a group, about nobody. */
  readonly form: 'full' | 'short' | 'group';
}

/** Cards from memory: no database, no network, no generated text. */
export interface Cards {
  text(request: CardRequest, station: KnownStation | null, now: Date): string;
  /** The shortest one, rendered beforehand, for when the right one cannot be made. */
  last(locale: string, form: 'short' | 'group'): string;
}

/** Parts that make cards. */
export interface CardParts {
  readonly locales: Locales;
  readonly book: HotlineBook;
  /** The naloxone line: only where the operator has switched it on. */
  readonly naloxone: boolean;
}

/** Renders every text beforehand, so that a missing key stops the start; for another region than the usual when it is first needed. */
export function createCards({ locales, book, naloxone }: CardParts): Cards {
  const bodies = new Map<string, string>();
  const places = new Map<string, Place>();
  const bodyOf = (request: CardRequest, region: string): string => {
    const language = languageOf(request.locale);
    const { level, variant, audience, status, form, minor } = request;
    const told = form === 'full' ? [level, variant, audience, status, minor === true] : [];
    const key = [region, language, form, ...told].join('/');
    const known = bodies.get(key);
    if (known !== undefined) return known;
    const [, ...texts] = textsOf(request, naloxone);
    const place = places.get(region) ?? placeOf(book, region);
    places.set(region, place);
    const body = texts.map((part) => locales.render(part, language, 'UTC', place)).join('\n\n');
    bodies.set(key, body);
    return body;
  };
  for (const request of everyRequest()) bodyOf(request, defaultRegion);
  const lasts = lastCards(locales, book);
  return {
    last: (locale, form) => lasts[form][languageOf(locale)],
    text(request, station, now) {
      const purposes = purposesFor(request.level, request.variant, request.minor);
      const numbers = numbersOf(locales, book, { ...request, purposes }, station, now);
      return `${numbers}\n\n${bodyOf(request, station?.region ?? defaultRegion)}`;
    },
  };
}

/** Numbers of the default region: those of the place may be what could not be read. */
function lastCards(locales: Locales, book: HotlineBook) {
  const purposes = purposesFor(3, 'danger');
  const place = placeOf(book, defaultRegion);
  const inAll = (texts: readonly Text[]) =>
    Object.fromEntries(
      languages.map((locale) => {
        const numbers = numbersOf(locales, book, { locale, purposes }, null, new Date(0));
        const body = texts.slice(1).map((part) => locales.render(part, locale, 'UTC', place));
        return [locale, [numbers, ...body].join('\n\n')];
      }),
    ) as Record<(typeof languages)[number], string>;
  return { short: inAll(shortCardTexts('')), group: inAll(groupCardTexts('')) };
}

function textsOf(request: CardRequest, naloxone: boolean): readonly Text[] {
  if (request.form === 'group') return groupCardTexts('');
  return request.form === 'short' ? shortCardTexts('') : cardTexts('', { ...request, naloxone });
}

/** The numbers of a card, one a line, the street's own last. */
export function numbersOf(
  locales: Locales,
  book: HotlineBook,
  choice: { readonly locale: string; readonly purposes: readonly Purpose[] },
  station: Pick<KnownStation, 'region' | 'localNumber'> | null,
  now: Date,
): string {
  const { locale, purposes } = choice;
  const lines = selectLines(book, { region: station?.region ?? defaultRegion, purposes, now });
  const local = station?.localNumber.trim() ?? '';
  const own = local === '' ? [] : [`${local} ${locales.render({ key: 'crisis:line.local' }, locale, 'UTC')}`];
  return [...lines.map((line) => showLine(line, locale)), ...own].join('\n');
}

function* everyRequest(): Generator<CardRequest> {
  for (const locale of languages) {
    for (const form of ['full', 'short', 'group'] as const) {
      for (const level of [2, 3] as const) {
        for (const variant of variants) {
          for (const audience of ['self', 'other'] as const) {
            for (const status of ['calling', 'nobody', 'untold', 'unknown'] as const) {
              for (const minor of [false, true])
                yield { locale, form, level, variant, audience, status, minor };
            }
          }
        }
      }
    }
  }
}
