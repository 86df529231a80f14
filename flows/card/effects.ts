import type { CardSection } from './facts.js';

/** Effects of the card. All but `card.propose` touch the viewer's own card and no other. */
export type CardEffect =
  | { readonly do: 'card.write'; readonly section: CardSection; readonly text: string }
  | { readonly do: 'card.drop'; readonly lineId: string }
  /** The client takes what a worker proposed. */
  | { readonly do: 'card.take'; readonly lineId: string }
  /** By staff, for a client of their station; nothing of the card until the client takes it. */
  | {
      readonly do: 'card.propose';
      readonly lineId: string;
      readonly clientId: string;
      readonly section: CardSection;
      readonly text: string;
    };
