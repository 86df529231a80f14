/**
 * Bytes as text, without a byte order mark. What is no UTF-8, or holds zero bytes as UTF-16 does, is refused and never
 * guessed at: read wrongly, every line would be harmless.
 */
export async function* textOf(
  bytes: AsyncIterable<Uint8Array>,
  refuse: (got: string) => Error,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Uint8Array): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw refuse('bytes that are none');
    }
  };
  for await (const chunk of bytes) {
    const text = decode(chunk);
    if (text.includes('\0')) throw refuse('zero bytes');
    yield text;
  }
  yield decode();
}

/** Lines of a text, whatever ends them; one that nothing ends counts too. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let begun = '';
  let held = '';
  for await (const chunk of chunks) {
    // A return at the end may be the first half of an ending.
    const text = held + chunk;
    held = text.endsWith('\r') ? '\r' : '';
    const parts = (held === '' ? text : text.slice(0, -1)).split(/\r\n?|\n/u);
    const last = parts.pop() ?? '';
    for (const part of parts) {
      yield begun + part;
      begun = '';
    }
    begun += last;
  }
  if (begun !== '' || held !== '') yield begun;
}
