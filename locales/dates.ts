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

/** When a line is staffed, each week: ISO weekdays and wall-clock times; an end before its beginning is the next day's. */
export interface OpenSpan {
  readonly weekdays: readonly number[];
  readonly from: string;
  readonly to: string;
}

/** Hours as people of this language write them: `周一至周五 09:00–17:00；周六 18:00–次日02:00`, `Mon–Fri 09:00–17:00; Sat 18:00–02:00`. */
export function showHours(spans: readonly OpenSpan[], locale: string): string {
  const isEnglish = locale.startsWith('en');
  const next = isEnglish ? '' : '次日';
  return spans
    .map(
      ({ weekdays, from, to }) =>
        `${showWeekdays(weekdays, isEnglish)} ${from}–${to < from ? next : ''}${to}`,
    )
    .join(isEnglish ? '; ' : '；');
}

const wholeWeek = 7;
/** A Monday. */
const monday = Date.UTC(2026, 11, 7);
const dayMs = 24 * 3_600_000;

/** Three and more in a row by the first and the last. */
function showWeekdays(weekdays: readonly number[], isEnglish: boolean): string {
  const days = [...new Set(weekdays)].sort((a, b) => a - b);
  if (days.length === wholeWeek) return isEnglish ? 'daily' : '每天';
  const format = new Intl.DateTimeFormat(isEnglish ? 'en-GB' : 'zh-CN', {
    weekday: 'short',
    timeZone: 'UTC',
  });
  const names = days.map((day) => format.format(monday + (day - 1) * dayMs));
  const isRow = days.length > 2 && days.at(-1)! - days[0]! === days.length - 1;
  if (isRow) return `${names[0]}${isEnglish ? '–' : '至'}${names.at(-1)}`;
  return names.join(isEnglish ? ', ' : '、');
}
