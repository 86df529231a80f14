import { retentionDays } from '../../flows/own-hand/retention.js';
import type { UpkeepEffect } from '../../flows/upkeep/effects.js';
import { sweep } from '../../prisma/repositories/retention.js';
import type { Appliers } from './types.js';

/** The system's own upkeep. */
export const upkeepAppliers: Appliers<UpkeepEffect['do']> = {
  'retention.sweep': ({ tx, now }) => sweep(tx, now, retentionDays),
};
