import { describe, expect, it } from 'vitest';
import { clockTime, daysBetween, localDay, shortDate, skyAt } from './when.js';

const evening = '2026-12-03T12:05:00Z';

describe('wall clock', () => {
  it('is that of the zone, not of the machine', () => {
    expect(clockTime(evening, 'Asia/Shanghai')).toBe('20:05');
    expect(clockTime(evening, 'America/New_York')).toBe('07:05');
    expect(clockTime('2026-12-02T16:00:00Z', 'Asia/Shanghai')).toBe('00:00');
    expect(localDay('2026-12-02T16:00:00Z', 'Asia/Shanghai')).toBe('2026-12-03');
  });

  it('has its date in both languages', () => {
    expect(shortDate(evening, 'Asia/Shanghai', 'zh-CN')).toBe('12月3日 周四');
    expect(shortDate(evening, 'Asia/Shanghai', 'en')).toBe('Thu 3 Dec');
  });

  it('counts calendar days, over a change to summer time too', () => {
    expect(daysBetween('2026-12-01T15:59:00Z', '2026-12-01T16:01:00Z', 'Asia/Shanghai')).toBe(1);
    expect(daysBetween('2027-03-27T12:00:00Z', '2027-03-29T12:00:00Z', 'Europe/Berlin')).toBe(2);
    expect(daysBetween(evening, '2026-12-01T12:00:00Z', 'Asia/Shanghai')).toBe(-2);
  });

  it('knows the light of the hour', () => {
    const at = (hour: string) => skyAt(`2026-12-03T${hour}:00Z`, 'UTC');
    expect(['04:59', '05:00', '08:00', '17:00', '20:00'].map(at)).toEqual([
      'night',
      'dawn',
      'day',
      'dusk',
      'night',
    ]);
  });
});
