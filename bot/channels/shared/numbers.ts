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

/** Whether all labels are whole numbers, as on a scale from 0 to 10: such choices stand for themselves. */
export function areNumbers(labels: readonly string[]): boolean {
  return labels.length > 1 && labels.every((label) => /^\d{1,3}$/u.test(label.trim()));
}
