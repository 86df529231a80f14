/** Careful reading of JSON that a stranger may have shaped. Nothing here throws. */

export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object with fields, or null. Arrays are not objects here. */
export const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;

/** An id as text, or null when it is not a whole number that JavaScript can hold exactly. */
export const idOf = (value: unknown): string | null => (Number.isSafeInteger(value) ? String(value) : null);

/** Seconds since 1970 as an instant, or `otherwise` when there are none in the range of four-digit years. */
export function instantOf(value: unknown, otherwise: Date): Date {
  const isPlausible = Number.isSafeInteger(value) && Number(value) > 0 && Number(value) < 253_402_300_800;
  return isPlausible ? new Date(Number(value) * 1_000) : otherwise;
}

/** A BCP 47 tag as the app sends it, or null. */
export const languageOf = (value: unknown): string | null =>
  typeof value === 'string' && /^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,3}$/i.test(value) ? value : null;
