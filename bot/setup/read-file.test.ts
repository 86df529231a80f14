import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../prisma/package-root.js';
import { readStationFile } from './read-file.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'guihang-station-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(content: string | Uint8Array) {
  const file = path.join(folder, 'station.yaml');
  writeFileSync(file, content);
  return readStationFile(file);
}

function example(language: string): string {
  const file = path.join(packageRoot(), 'locales/station', `${language}.yaml`);
  return readFileSync(file, 'utf8').replace('understood: no', 'understood: yes');
}

describe('a station file', () => {
  it.each(['zh-CN', 'en'])('of the example is complete once agreed to (%s)', (language) => {
    expect(read(example(language))).toMatchObject({ language, region: 'cn-sh', understood: 'yes' });
  });

  it('may have a byte order mark and Windows line ends', () => {
    expect(read(`\ufeff${example('en').replaceAll('\n', '\r\n')}`).unit).toBe('Wutong Street station');
  });

  it('in GBK or UTF-16 is refused by the name of its encoding', () => {
    const gbk = Buffer.concat([
      Buffer.from('unit: '),
      Buffer.from([0xce, 0xe0, 0xcd, 0xa9]),
      Buffer.from('\n'),
    ]);
    expect(() => read(gbk)).toThrow('expected UTF-8, got what looks like GBK; save it as UTF-8');
    expect(() => read(Buffer.from('\ufeffunit: x\n', 'utf16le'))).toThrow('expected UTF-8, got UTF-16');
  });

  it.each([
    ['unit: [\n', 'definition.syntax'],
    ['', 'definition.shape'],
    ['just words\n', 'definition.shape'],
    [Buffer.from([0x75, 0xff, 0x80]), 'definition.unreadable'],
  ])('%j is refused', (content, code) => {
    expect(() => read(content)).toThrow(code);
  });

  it('that is not there is refused', () => {
    expect(() => readStationFile(path.join(folder, 'none.yaml'))).toThrow(
      'expected a readable file, got none',
    );
  });
});
