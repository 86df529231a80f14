import type { Flow } from '../engine/types.js';
import { chats, drop, linkNew, prefer } from './chats.js';
import { linkAnswer, linkCheck, linkClaim, rebindAnswer } from './link.js';
import { comeBack, phrase } from './phrase.js';
import { undeliverable } from './undeliverable.js';

/** Several chats of one person, and what cannot be delivered to any. */
export const addressFlows: readonly Flow[] = [
  chats,
  linkNew,
  prefer,
  drop,
  linkClaim,
  linkAnswer,
  rebindAnswer,
  linkCheck,
  phrase,
  comeBack,
  undeliverable,
];
