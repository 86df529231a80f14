import type { JsonObject } from '../engine/types.js';

/** A text among the args of a flow; empty when it is not there. */
export function textArg(args: JsonObject, name: string): string {
  const value = args[name];
  return typeof value === 'string' ? value : '';
}

/** A number among the args of a flow, or null. */
export function numberArg(args: JsonObject, name: string): number | null {
  const value = args[name];
  return typeof value === 'number' ? value : null;
}
