import type { Flow } from '../engine/types.js';
import { rotaAnswer, rotaUnanswered } from './accept.js';
import { rotaCover } from './cover.js';
import { rotaHand, rotaHour, rotaSeen, rotaTurn } from './hand-over.js';
import { rota } from './rota.js';
import { rotaWeek } from './week.js';

/** Who is on call, planned by chat: the week, a day's cover, a hand-over at a time. */
export const rotaFlows: readonly Flow[] = [
  rota,
  rotaWeek,
  rotaCover,
  rotaHand,
  rotaHour,
  rotaSeen,
  rotaTurn,
  rotaAnswer,
  rotaUnanswered,
];
