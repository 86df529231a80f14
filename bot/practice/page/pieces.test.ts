import { describe, expect, it } from 'vitest';
import { openedCode, pieces } from './pieces.js';

describe('pieces', () => {
  it('keeps plain lines together', () => {
    expect(pieces('一\n\n二')).toEqual([{ kind: 'text', text: '一\n\n二' }]);
  });

  it('takes a number out that stands on a line of its own, and only there', () => {
    expect(pieces('先打：\n120\n400-161-9995\n我一直在。')).toEqual([
      { kind: 'text', text: '先打：' },
      { kind: 'tel', shown: '120', number: '120', whose: '' },
      { kind: 'tel', shown: '400-161-9995', number: '4001619995', whose: '' },
      { kind: 'text', text: '我一直在。' },
    ]);
    for (const plain of ['第 12 天', '7', '2026-12-01 20:00', '2026-12-01', '1. 好', '12-']) {
      expect(pieces(plain)).toEqual([{ kind: 'text', text: plain }]);
    }
  });

  it('takes a number out that begins a line with whose it is, and takes no count of things for one', () => {
    expect(pieces('120 急救\n021-55550100 街道站\n1925 安心專線')).toEqual([
      { kind: 'tel', shown: '120', number: '120', whose: '急救' },
      { kind: 'tel', shown: '021-55550100', number: '02155550100', whose: '街道站' },
      { kind: 'tel', shown: '1925', number: '1925', whose: '安心專線' },
    ]);
    const counts = [
      '12 月',
      '100 天了',
      '2026 年',
      '1995 年',
      '2026-12-01 周二',
      '3 件事',
      '10:30 见面',
      '90 days',
    ];
    for (const plain of counts) expect(pieces(plain)).toEqual([{ kind: 'text', text: plain }]);
  });

  it('keeps a number abroad with its plus sign', () => {
    expect(pieces(' +852 2389 2222 ')).toEqual([
      { kind: 'tel', shown: '+852 2389 2222', number: '+85223892222', whose: '' },
    ]);
  });

  it('takes an invitation link out, with or without a page before it', () => {
    expect(pieces('给他：#invite=AB%20C 七天有效')).toEqual([
      { kind: 'invite', code: 'AB C' },
      { kind: 'text', text: '七天有效' },
    ]);
    expect(pieces('给他： http://127.0.0.1:3000/#invite=ABC-1')).toEqual([
      { kind: 'text', text: '给他：' },
      { kind: 'invite', code: 'ABC-1' },
    ]);
    expect(pieces('#invite=%E0%A4%A')).toEqual([{ kind: 'invite', code: '%E0%A4%A' }]);
  });

  it('never makes markup of what was written', () => {
    expect(pieces('<img src=x onerror=y>')).toEqual([{ kind: 'text', text: '<img src=x onerror=y>' }]);
  });
});

describe('openedCode', () => {
  it('knows the words of an opened link', () => {
    expect(openedCode('/start ABC-1')).toBe('ABC-1');
    expect(openedCode('/start')).toBeNull();
    expect(openedCode('我 /start ABC')).toBeNull();
  });
});
