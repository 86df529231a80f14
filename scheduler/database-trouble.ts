import { isDatabaseError } from '../prisma/errors.js';

/**
 * Whether the database itself is in trouble: busy, full, gone. Whatever was being done is not to blame; it is done
 * again later, and no attempt of it is counted.
 */
export function isDatabaseTrouble(error: unknown): boolean {
  return isDatabaseError(error, 'database.busy', 'database.full', 'database.io', 'database.closed');
}
