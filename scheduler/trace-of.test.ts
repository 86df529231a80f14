import { describe, expect, it } from 'vitest';
import { traceOf } from './trace-of.js';

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe('an error for the log', () => {
  it('says what and where', () => {
    const trace = traceOf(thrownBy(() => (undefined as unknown as { x: number }).x));
    expect(trace.error).toBe('TypeError');
    expect(trace.at).toMatch(/^scheduler\/trace-of\.test\.ts:\d+$/u);
  });

  it('keeps a code and nothing that only looks like one', () => {
    expect(traceOf(Object.assign(new Error('x'), { code: 'ECONNRESET' })).code).toBe('ECONNRESET');
    expect(traceOf(Object.assign(new Error('x'), { code: '我不想活了' })).code).toBeUndefined();
  });

  it('never holds the message, which may quote a text', () => {
    const secret = '妈妈我走了';
    const errors = [
      thrownBy(() => JSON.parse(`{"a": ${secret}`)),
      new Error(secret),
      new Error(`\n    at ${secret} (secret/place.ts:1:1)`),
      Object.assign(new RangeError(secret), { cause: new Error(secret) }),
      secret,
      { message: secret },
    ];
    for (const error of errors) {
      const line = JSON.stringify(traceOf(error));
      expect(line).not.toContain(secret);
      expect(line).not.toContain('secret/place');
    }
  });
});
