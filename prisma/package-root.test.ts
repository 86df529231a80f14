import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { migrationsFolder, readMigrationLock, readMigrations } from './migrations-folder.js';
import { packageRoot } from './package-root.js';

test('the package root holds what is read from it', () => {
  expect(existsSync(path.join(packageRoot(), 'prisma/schema.prisma'))).toBe(true);
  expect(readMigrations(migrationsFolder())[0]?.name).toMatch(/^\d{14}_/);
  expect(readMigrationLock(migrationsFolder())).toContain('provider = "sqlite"');
});

test('a folder that is not there has no migrations', () => {
  expect(readMigrations('/nonexistent-folder')).toEqual([]);
  expect(readMigrationLock('/nonexistent-folder')).toBeNull();
});
