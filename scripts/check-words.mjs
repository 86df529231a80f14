/**
 * What must not stand in any file: secrets, paths of somebody's machine, addresses of registries; and in the texts:
 * words that shame, and promises about hours that nobody made. One line a problem; exit code 1 when there is one.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { report } from './report.mjs';

const root = path.resolve(import.meta.dirname, '..');
const self = 'scripts/check-words.mjs';

/** Example tokens are plainly made up: repeated letters, or the word itself. */
const everywhere = [
  ['a bot token', /\b\d{8,10}:(?!.*(?:twin|test|AAAA|BBBB))[\w-]{35}\b/u],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/u],
  ['an access key', /\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_\w{36}|npm_\w{36}|xox[bap]-[\w-]{20,})\b/u],
  ['a path of a machine', /(?:^|[\s'"`(=])\/(?:home|Users|root|work)\/[\w.-]+/u],
  ['the address of a registry', /\bregistry\.[a-z0-9-]+\.(?:org|com|cn|net)\b|\bnpmmirror\b/u],
];

/** In what people read. */
const inTexts = [
  ['a formal 您 (house style: 你)', /您/u],
  ['a promise of day and night', /24\s*(?:小时|h\b|hours|\/\s*7)|全天候/u],
  ['a word that shames', /吸毒|毒品|瘾君子|commit(?:ted|ting)? suicide|\baddicts?\b|\bjunkie/iu],
];

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(
    (file) =>
      file !== '' && file !== self && existsSync(path.join(root, file)) && !/\.(?:png|ico|wasm)$/u.test(file),
  );

const problems = files.flatMap((file) => {
  const rules = /^locales\/(?:zh-CN|en)\//u.test(file) ? [...everywhere, ...inTexts] : everywhere;
  return readFileSync(path.join(root, file), 'utf8')
    .split('\n')
    .flatMap((line, index) =>
      rules
        .filter(([, pattern]) => pattern.test(line))
        .map(([what]) => `${file}:${index + 1}: expected none, got ${what}`),
    );
});
report('words', problems);
