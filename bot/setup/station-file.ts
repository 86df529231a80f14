import { z } from 'zod';
import { ownHotlines } from '../crisis/hotlines.js';
import { isZone } from '../../scheduler/zone/index.js';

/** On whose shoulders the on-call order rests, in that order; an operator may be left out. */
export const staffPlaces = ['worker', 'second', 'supervisor', 'operator'] as const;
export type StaffPlace = (typeof staffPlaces)[number];

/** The longest name of a person. */
const aliasMax = 20;

const text = (max: number, expected: string) =>
  z.custom<string>((value) => typeof value === 'string' && isShort(value, max), expected);
const matching = (pattern: RegExp, expected: string) =>
  z.custom<string>((value) => typeof value === 'string' && pattern.test(value), expected);

function isShort(value: string, max: number): boolean {
  const { length } = value.trim();
  return length > 0 && length <= max && !/[\p{Cc}]/u.test(value);
}

/** A pseudonym; a long number in it is a telephone or an identity card, neither of which has any business here. */
function isAlias(value: unknown): value is string {
  return (
    typeof value === 'string' && isShort(value, aliasMax) && !/\d{6,}/u.test(value.replaceAll(/[\s-]/gu, ''))
  );
}

/** `cn` and `cn-xx` are known as soon as the country's numbers are. */
function isRegion(value: unknown): value is string {
  if (typeof value !== 'string' || !/^[a-z]{2}(?:-[a-z]{2,8})?$/u.test(value)) return false;
  const book = ownHotlines();
  return book.has(value) || book.has(value.slice(0, 2));
}

const clock = matching(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, 'a time in quotes such as "08:30"');
const alias = z.custom<string>(isAlias, `a name of at most ${aliasMax} characters without a long number`);

/** One answer each; the questions and the file are checked by the same. */
export const answers = {
  unit: text(60, 'a name of at most 60 characters'),
  region: z.custom<string>(
    isRegion,
    'a region of locales/hotlines such as cn-sh, or cn-xx for another province',
  ),
  zone: z.custom<string>(
    (value) => typeof value === 'string' && isZone(value),
    'an IANA zone such as Asia/Shanghai',
  ),
  language: z.enum(['zh-CN', 'en']),
  localNumber: matching(
    /^\+?\d[\d -]{1,18}\d$/u,
    'the digits of a telephone number in quotes such as "021-55550100"',
  ),
  siteName: text(20, 'a name of at most 20 characters'),
  siteAddress: text(100, 'an address of at most 100 characters'),
  time: clock,
  alias,
} as const;

const weekday = z.int().min(1).max(7);
const site = z.strictObject({
  id: matching(/^[a-z0-9-]{1,20}$/u, 'letters, digits and hyphens').optional(),
  name: answers.siteName,
  address: answers.siteAddress,
});

/** A station's file: everything that must be known before anyone is invited (`guihang setup --from`). */
export const stationFile = z.strictObject({
  unit: answers.unit,
  region: answers.region,
  zone: answers.zone,
  language: answers.language,
  localNumber: answers.localNumber,
  sites: z.array(site).min(1, 'at least one site').max(12),
  hours: z
    .array(
      z.strictObject({
        days: z.array(weekday).min(1, 'at least one weekday, 1 to 7'),
        from: clock,
        to: clock,
      }),
    )
    .min(1, 'at least one line of hours'),
  /** When the mutual-aid group meets; left out where there is none. */
  group: z.strictObject({ weekday, time: clock, site: answers.siteName }).nullish(),
  staff: z.strictObject({
    worker: alias,
    second: alias,
    supervisor: alias,
    operator: alias.nullish(),
  }),
  /** That the chat's provider can read what is written, and that Telegram takes it out of the country. */
  understood: z.custom<true>(
    (value) => value === true || value === 'yes',
    'yes, once somebody responsible has read who can read the texts',
  ),
});
export type StationFile = z.infer<typeof stationFile>;
