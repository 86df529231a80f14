import { expect, test } from 'vitest';
import { standInsAt } from './away.js';
import type { RotaRows } from './order.js';

const zone = 'Asia/Shanghai';
const at = (text: string) => new Date(`${text}+08:00`);
const cover = (position: number, personId: string) => ({
  position,
  personId,
  startsAt: at('2026-12-02T09:00'),
  endsAt: at('2026-12-03T09:00'),
  createdAt: at('2026-12-01T10:00'),
});
const rows = (...covers: RotaRows['covers']): RotaRows => ({
  base: [
    { position: 0, personId: 'lin' },
    { position: 1, personId: 'zhou' },
    { position: 2, personId: 'chen' },
  ],
  week: [],
  covers,
  handOver: '09:00',
});
const away = (moment: string, ...covers: RotaRows['covers']) => [
  ...standInsAt(rows(...covers), at(moment), zone),
];

test('nobody is away while the plan stands', () => {
  expect(away('2026-12-02T10:00')).toEqual([]);
});

test('whoever is stood in for is away as long as it lasts, also when they are kept behind', () => {
  expect(away('2026-12-02T08:59', cover(0, 'chen'))).toEqual([]);
  expect(away('2026-12-02T09:00', cover(0, 'chen'))).toEqual([['lin', 'chen']]);
  expect(away('2026-12-02T09:00', cover(0, 'zhou'))).toEqual([['lin', 'zhou']]);
  expect(away('2026-12-03T09:00', cover(0, 'chen'))).toEqual([]);
});

test('who changes places is there; both may be away', () => {
  expect(away('2026-12-02T10:00', cover(0, 'zhou'), cover(1, 'lin'))).toEqual([]);
  expect(away('2026-12-02T10:00', cover(0, 'wu'), cover(1, 'chen'))).toEqual([
    ['lin', 'wu'],
    ['zhou', 'chen'],
  ]);
});

test('a week plan that names somebody else takes nobody away', () => {
  const week = [{ weekday: 3, position: 0, personId: 'wu' }];
  expect([...standInsAt({ ...rows(), week }, at('2026-12-02T10:00'), zone)]).toEqual([]);
});
