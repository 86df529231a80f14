import path from 'node:path';

/**
 * The schema for PostgreSQL out of the one for SQLite: same models; another datasource, another folder for the client,
 * and instants as `timestamptz(3)` (Prisma's own choice, `timestamp`, has no zone).
 *
 * @param {string} sqlite text of prisma/schema.prisma
 * @returns {string} text of prisma/generated/postgres.prisma
 */
export function postgresSchema(sqlite) {
  const replaced = [
    ['"./generated/sqlite"', '"./postgres"'],
    ['provider = "sqlite"', 'provider = "postgresql"'],
  ].reduce((text, [from, to]) => {
    if (!text.includes(from))
      throw new Error(`expected ${from} in prisma/schema.prisma, got none; name it here`);
    return text.replace(from, to);
  }, sqlite);
  return replaced.replace(/^(\s+\w+\s+DateTime\??)/gm, '$1 @db.Timestamptz(3)');
}

/** Where the derived schema is kept; the client lies beside it. */
export const postgresSchemaFile = (root) => path.join(root, 'prisma/generated/postgres.prisma');
