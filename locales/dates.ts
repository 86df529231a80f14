import type { DateStyle } from '../flows/engine/text.js';

const formats = new Map<string, Intl.DateTimeFormat>();

const styles: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  day: { month: 'long', day: 'numeric', weekday: 'short' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  'day-time': {
    month: 'numeric',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
  weekday: { weekday: 'long' },
};

const englishStyles: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  ...styles,
  day: { ...styles.day, month: 'short' },
  'day-time': { ...styles['day-time'], month: 'short' },
};

/** An instant as people of this language write it, by the wall clock of `zone`. "12月1日周二 14:30", "Tue, 1 Dec, 14:30". */
export function showInstant(at: Date, style: DateStyle, locale: string, zone: string): string {
  const key = `${locale}|${style}|${zone}`;
  let format = formats.get(key);
  if (format === undefined) {
    const isEnglish = locale.startsWith('en');
    const options = (isEnglish ? englishStyles : styles)[style];
    format = new Intl.DateTimeFormat(isEnglish ? 'en-GB' : locale, { ...options, timeZone: zone });
    formats.set(key, format);
  }
  return format.format(at);
}
