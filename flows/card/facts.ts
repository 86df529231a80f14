/** What a card is made of, in this order: how it begins, what helps, whom to call, where to go, what for. */
export const cardSections = ['signs', 'helps', 'people', 'places', 'reasons'] as const;
/** One of {@link cardSections}. */
export type CardSection = (typeof cardSections)[number];

/** One line. */
export interface CardLineFacts {
  readonly id: string;
  readonly section: CardSection;
  readonly text: string;
}

/** The viewer's own card. Nobody else ever sees it, their worker neither. */
export interface CardFacts {
  readonly lines: readonly CardLineFacts[];
  /** Lines that a worker has proposed and the client has not answered yet. */
  readonly proposed: readonly (CardLineFacts & { readonly by: string })[];
}

/** Look-ups of the card. */
export interface CardLooks {
  myCard(): CardFacts;
}

/** A section from an arg or an answer; null if it is none. */
export function sectionOf(name: unknown): CardSection | null {
  return cardSections.find((section) => section === name) ?? null;
}
