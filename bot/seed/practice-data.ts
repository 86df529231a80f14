import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { languageOf } from '../../locales/index.js';
import { packageRoot } from '../../prisma/package-root.js';
import type { StationSetup } from './station.js';

const shape = z.strictObject({
  names: z.strictObject({
    client: z.string(),
    family: z.string(),
    worker: z.string(),
    second: z.string(),
    supervisor: z.string(),
    operator: z.string(),
  }),
  station: z.strictObject({
    unit: z.string(),
    localNumber: z.string(),
    sites: z.array(z.strictObject({ id: z.string(), name: z.string(), address: z.string() })),
  }),
  crisis: z.string(),
});

/** The practice people and their station, invented, in this language (`locales/practice-people/`). */
function practicePeople(locale: string): z.infer<typeof shape> {
  const file = path.join(packageRoot(), 'locales', 'practice-people', `${languageOf(locale)}.yaml`);
  return shape.parse(parse(readFileSync(file, 'utf8')));
}

/** What they are called. */
export function practiceNames(locale: string): z.infer<typeof shape>['names'] {
  return practicePeople(locale).names;
}

/** What the crisis persona writes: our own words, plain enough for any triage. */
export function crisisWords(locale: string): string {
  return practicePeople(locale).crisis;
}

/** The practice station: all that set-up asks for. */
export function practiceStation(locale: string, zone: string): StationSetup {
  const { station } = practicePeople(locale);
  return {
    ...station,
    region: 'cn-sh',
    zone,
    locale,
    hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:30', to: '18:30' })),
    group: { weekday: 3, time: '19:00', site: station.sites[1]!.id },
    practice: true,
  };
}
