/** Wall-clock texts of practice time. Zones are IANA names, languages BCP 47. */

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(language, { ...options, timeZone: zone });
  formats.set(key, made);
  return made;
}

/** `20:05` */
export function clockTime(at: string, zone: string): string {
  return format('en-GB', zone, { hour: '2-digit', minute: '2-digit' }).format(new Date(at));
}

/** `12月3日 周四`, `Thu 3 Dec` */
export function shortDate(at: string, zone: string, language: string): string {
  const date = new Date(at);
  if (language !== 'zh-CN') {
    return format('en-GB', zone, { weekday: 'short', day: 'numeric', month: 'short' })
      .format(date)
      .replace(',', '');
  }
  const day = format('zh-CN', zone, { month: 'long', day: 'numeric' }).format(date);
  return `${day} ${format('zh-CN', zone, { weekday: 'short' }).format(date)}`;
}

/** `2026-12-03` on the wall of `zone`. */
export function localDay(at: string, zone: string): string {
  return format('en-CA', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(at));
}

/** Whole calendar days from `from` to `to` on the wall of `zone`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string, zone: string): number {
  const start = Date.parse(localDay(from, zone));
  return Math.round((Date.parse(localDay(to, zone)) - start) / 86_400_000);
}

/** The light outside at that hour. */
export type Sky = 'night' | 'dawn' | 'day' | 'dusk';

/** Which {@link Sky} hangs over the voyage at `at`. */
export function skyAt(at: string, zone: string): Sky {
  const hour = Number(clockTime(at, zone).slice(0, 2));
  if (hour < 5 || hour >= 20) return 'night';
  if (hour < 8) return 'dawn';
  return hour < 17 ? 'day' : 'dusk';
}
