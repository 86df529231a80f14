/** A multipart/form-data body: plain fields, and files by part name. */
export interface Form {
  readonly fields: Record<string, string>;
  readonly files: Map<string, Uint8Array>;
}

/** Parses a whole multipart body. Parts without a name are dropped; a body without its boundary gives an empty form. */
export function parseMultipart(body: Buffer, contentType: string): Form {
  const fields: Record<string, string> = {};
  const files = new Map<string, Uint8Array>();
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return { fields, files };
  for (const part of partsOf(body, `--${boundary}`)) {
    const split = part.indexOf('\r\n\r\n');
    if (split < 0) continue;
    const header = part.subarray(0, split).toString('utf8');
    const content = part.subarray(split + 4);
    const name = /[; ]name="?([^";\r\n]+)"?/i.exec(header)?.[1];
    if (name === undefined) continue;
    if (/filename=/i.test(header)) files.set(name, new Uint8Array(content));
    else fields[name] = content.toString('utf8');
  }
  return { fields, files };
}

function* partsOf(body: Buffer, delimiter: string): Generator<Buffer> {
  let from = body.indexOf(delimiter);
  while (from >= 0) {
    const start = from + delimiter.length + 2;
    const next = body.indexOf(`\r\n${delimiter}`, start - 2);
    if (next < 0) return;
    yield body.subarray(start, next);
    from = next + 2;
  }
}
