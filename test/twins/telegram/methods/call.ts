import type { Account } from '../account.js';
import type { Params } from '../types.js';

/** What a method may need beside its parameters. */
export interface CallContext {
  /** Uploaded parts by name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Runs when the caller goes away before the answer. */
  onClose(run: () => void): void;
}

/** Answers with the `result`, at once or later; throws ApiFailure. */
export type Method = (account: Account, params: Params, call: CallContext) => unknown;

/** A parameter that may come as JSON (JSON bodies) or as JSON text (forms and queries). */
export function structured(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

export const truthy = (value: unknown): boolean =>
  value === true || value === 'true' || value === 'True' || value === '1';

export function integer(value: unknown, fallback: number, min: number, max: number): number {
  const number = Math.trunc(Number(value ?? fallback));
  return Number.isFinite(number) ? Math.min(max, Math.max(min, number)) : fallback;
}
