import type { Effect, EffectOf } from '../../flows/effects.js';
import type { Turn } from '../turn/types.js';

/** Applies one effect inside the turn's transaction. */
export type Applier<Name extends Effect['do']> = (turn: Turn, effect: EffectOf<Name>) => Promise<void>;

/** One applier for each of these effects. */
export type Appliers<Name extends Effect['do'] = Effect['do']> = { readonly [K in Name]: Applier<K> };
