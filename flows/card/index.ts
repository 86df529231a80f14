import type { Flow } from '../engine/types.js';
import { cardDrop, cardImage, myCard } from './card.js';
import { cardPropose, cardTake } from './propose.js';
import { cardWrite } from './write.js';

/** The client's own card for bad days. */
export const cardFlows: readonly Flow[] = [myCard, cardWrite, cardImage, cardDrop, cardPropose, cardTake];
