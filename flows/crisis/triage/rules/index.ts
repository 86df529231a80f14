import type { RuleFamily } from '../types.js';
import { EN_BRINK } from './en-brink.js';
import { EN_DIE } from './en-die.js';
import { EN_DRUGS } from './en-drugs.js';
import { EN_HARM } from './en-harm.js';
import { EN_HINTS } from './en-hints.js';
import { EN_KIN } from './en-kin.js';
import { EN_NOW } from './en-now.js';
import { EN_PLAN } from './en-plan.js';
import { EN_THEMES } from './en-themes.js';
import { ZH_BRINK } from './zh-brink.js';
import { ZH_BURDEN } from './zh-burden.js';
import { ZH_DEEDS } from './zh-deeds.js';
import { ZH_DIE } from './zh-die.js';
import { ZH_DRUGS } from './zh-drugs.js';
import { ZH_EDGE } from './zh-edge.js';
import { ZH_FAREWELL } from './zh-farewell.js';
import { ZH_HARM } from './zh-harm.js';
import { ZH_HINTS } from './zh-hints.js';
import { ZH_MEANS } from './zh-means.js';
import { ZH_KIN } from './zh-kin.js';
import { ZH_LOW } from './zh-low.js';
import { ZH_NOW } from './zh-now.js';
import { ZH_OBLIQUE } from './zh-oblique.js';
import { ZH_PLAN } from './zh-plan.js';
import { ZH_SETTLE } from './zh-settle.js';
import { ZH_SIGNS } from './zh-signs.js';
import { ZH_SILENT } from './zh-silent.js';
import { ZH_THEMES } from './zh-themes.js';
import { ZH_THEMES_MORE } from './zh-themes-more.js';
import { ZH_URGES } from './zh-urges.js';
import { ZH_WORLD } from './zh-world.js';

/** All rule families. The order breaks ties: the first rule of the highest level decides. */
export const RULE_FAMILIES: readonly RuleFamily[] = [
  ZH_DIE,
  ZH_MEANS,
  ZH_DEEDS,
  ZH_NOW,
  ZH_EDGE,
  ZH_BRINK,
  ZH_SIGNS,
  ZH_PLAN,
  ZH_FAREWELL,
  ZH_HINTS,
  ZH_KIN,
  ZH_WORLD,
  ZH_LOW,
  ZH_SETTLE,
  ZH_BURDEN,
  ZH_OBLIQUE,
  ZH_SILENT,
  ZH_DRUGS,
  ZH_HARM,
  ZH_URGES,
  ZH_THEMES,
  ZH_THEMES_MORE,
  EN_DIE,
  EN_NOW,
  EN_BRINK,
  EN_PLAN,
  EN_HINTS,
  EN_DRUGS,
  EN_HARM,
  EN_KIN,
  EN_THEMES,
];
