import { describe, expect, test } from 'vitest';
import { cardSvg, wrap } from './card-svg.js';
import { pngOf } from './render.js';

const card = {
  title: '随身卡',
  sections: [
    {
      title: '快不好的时候，我会',
      lines: ['一晚上睡不着，谁的电话都不想接，坐在窗边来来回回地走', '<b>&"quoted"</b>'],
    },
    { title: '可以找谁', lines: ['老周 13800000000', 'Auntie Wang, who always picks up the phone at night'] },
    { title: '为了什么', lines: ['女儿 🙂 明年上小学', '繁體字和龘也要畫得出來'] },
  ],
  numbers: ['120 急救', '12356 心理援助', '021-55550100 街道站'],
};

/** Width and height as a PNG's header says them. */
const sizeOf = (png: Uint8Array) => {
  const view = new DataView(png.buffer, png.byteOffset);
  return { width: view.getUint32(16), height: view.getUint32(20) };
};

describe('the picture of a card', () => {
  test('is a PNG for a phone, drawn without a net and with Chinese in it', async () => {
    const png = await pngOf(cardSvg(card));
    expect([...png.slice(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    const { width, height } = sizeOf(png);
    expect(width).toBe(1080);
    expect(height).toBeGreaterThan(1080);
    // A font without these characters draws empty boxes or nothing: far fewer bytes.
    const blank = await pngOf(cardSvg({ ...card, sections: [], numbers: [] }));
    expect(png.length).toBeGreaterThan(4 * blank.length);
    expect(png.length).toBeLessThan(600_000);
  });

  test('says what is on the card and not a word more', () => {
    const texts = [...cardSvg(card).matchAll(/<text[^>]*>([^<]*)<\/text>/gu)].map((match) => match[1]);
    expect(texts[0]).toBe('随身卡');
    expect(texts).toContain('老周 13800000000');
    expect(texts).toContain('&lt;b&gt;&amp;"quoted"&lt;/b&gt;');
    expect(cardSvg(card)).not.toContain('🙂');
  });

  test.each([
    ['一二三四五六七八九十', 5, ['一二三四五', '六七八九十']],
    ['call old Zhou at home', 7, ['call old', 'Zhou at home']],
    ['abcdefghijklmnopqrst', 5.8, ['abcdefghij', 'klmnopqrst']],
    ['', 5, []],
  ] as const)('breaks %s', (text, most, rows) => {
    expect(wrap(text, most)).toEqual(rows);
  });
});
