/**
 * What a flow says, as keys: the words themselves live in `locales/`. A key is `namespace:path`, the namespace is
 * the flow's id.
 */

/** How an instant is shown, in the reader's language and the person's zone. */
export type DateStyle = 'day' | 'time' | 'day-time' | 'weekday';

/** What a placeholder is filled with. A plain string is shown as it is (an alias, a relayed message). */
export type Param =
  | string
  | number
  | Text
  | { readonly date: string; readonly style: DateStyle }
  | { readonly list: readonly Text[] };

/** One message key with what fills its placeholders. */
export interface Text {
  readonly key: string;
  readonly params?: Readonly<Record<string, Param>>;
}

/** Shorthand for a {@link Text}. `text('check-in:done.good')`. */
export function text(key: string, params?: Readonly<Record<string, Param>>): Text {
  return params === undefined ? { key } : { key, params };
}

/** An instant to be shown; `at` is a UTC Date. */
export function shown(at: Date, style: DateStyle): Param {
  return { date: at.toISOString(), style };
}
