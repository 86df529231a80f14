import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DATABASE_ERROR_CODES } from '../../prisma/errors.js';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const decisions = readdirSync(path.join(root, 'docs/decisions')).map((file) => `docs/decisions/${file}`);
const pages = ['README.md', 'README.en.md', ...decisions, ...listed('docs')];

function listed(folder: string): string[] {
  return readdirSync(path.join(root, folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder}/${file}`);
}

describe('the documentation', () => {
  it('gives a reason for every dependency, and for none that is not there', () => {
    const manifest = JSON.parse(read('package.json')) as Record<'dependencies' | 'devDependencies', object>;
    const [running = '', building = ''] = read('docs/dependencies.md').split('\n## ').slice(1);
    const names = (part: string) => [...part.matchAll(/^\| ([@\w./-]+) +\| \S/gmu)].map((match) => match[1]!);
    const rows = (part: string) => names(part).filter((name) => name !== 'package' && !/^-+$/u.test(name));
    expect(rows(running)).toEqual(Object.keys(manifest.dependencies).sort());
    expect(rows(building)).toEqual(Object.keys(manifest.devDependencies).sort());
  });

  it.each(pages)('%s links only to what is there', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/gu)].map((match) => match[1]!);
    expect(links.filter((link) => !existsSync(path.resolve(root, path.dirname(page), link)))).toEqual([]);
  });

  it.each(decisions)('%s is short', (page) => {
    expect(read(page).split(/\s+/u).length).toBeLessThanOrEqual(400);
  });

  it.each(['README.md', 'README.en.md'])('%s shows every command', (page) => {
    const commands = [...read('bot/cli.ts').matchAll(/\.command\('(\w+)'\)/gu)].map((match) => match[1]!);
    expect(commands.length).toBeGreaterThan(7);
    expect(commands.filter((command) => !read(page).includes(`\`guihang ${command}\``))).toEqual([]);
  });

  it('names only error codes that exist', () => {
    const named = pages.flatMap((page) => read(page).match(/\bdatabase\.[a-z-]+(?=`)/gu) ?? []);
    expect(named.filter((code) => !(DATABASE_ERROR_CODES as readonly string[]).includes(code))).toEqual([]);
  });

  it('has the whole licence', () => {
    expect(read('LICENSE')).toContain('APPENDIX: How to apply the Apache License to your work.');
  });
});
