import { DatabaseError } from '../errors.js';
import type { PrismaClient } from '../generated/sqlite/client.js';

/**
 * The same client, whose errors never show a value. Prisma prints all arguments of a call that it finds invalid, and
 * the stored value that does not fit its column: either may be somebody's words, and errors end in logs.
 */
export function discreet(prisma: PrismaClient): PrismaClient {
  const extended = prisma.$extends({
    query: {
      async $allOperations({ model, operation, args, query }) {
        try {
          return (await query(args)) as unknown;
        } catch (error) {
          throw withoutValues(error, `${model ?? 'prisma'}.${operation}`);
        }
      },
    },
  });
  return extended as unknown as PrismaClient;
}

/** P2023: a stored value does not fit its column. */
function withoutValues(error: unknown, where: string): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'PrismaClientValidationError') {
    // The last line says what is wrong; the arguments stand above it.
    const reason = error.message.trim().split('\n').at(-1) ?? '';
    return new DatabaseError('database.query', `expected valid arguments at ${where}, got: ${reason}`);
  }
  if ('code' in error && error.code === 'P2023') {
    return new DatabaseError(
      'database.query',
      `expected stored values that fit at ${where}, got one that does not`,
    );
  }
  return error;
}
