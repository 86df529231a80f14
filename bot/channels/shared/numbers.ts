const HAN = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/**
 * A question with its choices as a numbered list, for channels without buttons. `header` is the line that says how
 * to answer, in the person's language ("回复数字就行"). Without labels the text stays as it is.
 *
 * @example withNumbers('今天怎么样？', ['好', '还行'], '回复数字就行：') // '今天怎么样？\n\n回复数字就行：\n1. 好\n2. 还行'
 */
export function withNumbers(text: string, labels: readonly string[], header: string): string {
  if (labels.length === 0) return text;
  const lines = labels.map((label, index) => `${index + 1}. ${label}`);
  return [text, '', header, ...lines].join('\n');
}

/**
 * Which choice of a numbered list a typed answer means, counted from 0; null when it is none of them. Takes the
 * number in ASCII, full width, Chinese or English words, with the marks people put around it ("2", "２。", "二", "(2)").
 *
 * @example chosenNumber('二', 3) // 1
 */
export function chosenNumber(text: string, count: number): number | null {
  const bare = text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/^[(（[【第]+/u, '')
    .replace(/[)）\]】.。、,，!！个]+$/u, '');
  const number = /^\d{1,3}$/.test(bare) ? Number(bare) : spelled(bare);
  return number >= 1 && number <= count ? number - 1 : null;
}

function spelled(word: string): number {
  if (word === '两') return 2;
  return Math.max(HAN.indexOf(word), WORDS.indexOf(word));
}
