import type { StationFacts } from '../../flows/core-facts.js';
import type { Tx } from '../../prisma/client.js';
import { show, type Problem } from '../../scheduler/programmes/errors.js';
import { UsageError } from '../cli/end.js';
import { loadStation } from '../facts/station.js';
import type { StationSetup } from '../seed/station.js';
import { staffPlaces, type StationFile } from './station-file.js';

/** The station that is set up, or null. Throws when the database is a practice one: set-up never touches that. */
export async function presentStation(tx: Tx): Promise<StationFacts | null> {
  const station = (await tx.prisma.station.count()) === 0 ? null : loadStation(tx);
  if (station?.practice !== true) return station;
  throw new UsageError(
    'expected a database for real people, got practice people in it; move it away, then run guihang setup',
  );
}

/** A station's columns out of its file. A site keeps its id as long as it keeps its name: appointments point to it. */
export function setupOf(file: StationFile, before: StationFacts | null): StationSetup {
  const sites = sitesOf(file, before?.sites ?? []);
  const { group } = file;
  return {
    unit: file.unit.trim(),
    region: file.region,
    zone: file.zone,
    locale: file.language,
    localNumber: file.localNumber,
    sites,
    hours: file.hours.flatMap(({ days, from, to }) => days.map((weekday) => ({ weekday, from, to }))),
    group:
      group === null || group === undefined
        ? null
        : { ...group, site: sites.find(({ name }) => name === group.site.trim())!.id },
    practice: false,
  };
}

function sitesOf({ sites }: StationFile, before: StationFacts['sites']): StationFacts['sites'] {
  const taken = new Set([...before, ...sites].map(({ id }) => id));
  return sites.map(({ id, name, address }) => {
    const known = before.find((site) => site.name === name.trim());
    return { id: id ?? known?.id ?? fresh(taken), name: name.trim(), address: address.trim() };
  });
}

function fresh(taken: Set<string | undefined>): string {
  for (let number = 1; ; number += 1) {
    const id = `site-${number}`;
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}

/** A site that is gone although somebody is still to come there. */
export async function lostSites(
  tx: Tx,
  before: StationFacts,
  after: StationSetup,
  now: Date,
): Promise<Problem[]> {
  const gone = before.sites.filter(({ id }) => after.sites.every((site) => site.id !== id));
  const counted = await Promise.all(
    gone.map(async ({ id, name }) => ({
      name,
      count: await tx.prisma.appointment.count({
        where: { site: id, state: 'planned', startsAt: { gt: now } },
      }),
    })),
  );
  return counted
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => ({
      path: 'sites',
      expected: `${show(name)} to stay, ${count} appointment(s) are planned there`,
      got: 'none',
      fix: 'keep it until they are over, or move them first',
    }));
}

/** A station as its file, to start from when it is changed. */
export function fileOf(station: StationFacts): Omit<StationFile, 'understood'> {
  const { group, onCall, sites } = station;
  const staff = Object.fromEntries(
    staffPlaces.map((place, position) => [
      place,
      onCall.find((person) => person.position === position)?.alias ?? '',
    ]),
  );
  return {
    unit: station.unit,
    region: station.region,
    zone: station.zone,
    language: station.locale === 'en' ? 'en' : 'zh-CN',
    localNumber: station.localNumber,
    sites: sites.map((site) => ({ ...site })),
    hours: hoursOf(station),
    group:
      group === null
        ? null
        : {
            weekday: group.weekday,
            time: group.time,
            site: sites.find(({ id }) => id === group.site)?.name ?? '',
          },
    staff: staff as StationFile['staff'],
  };
}

function hoursOf({ hours }: StationFacts): StationFile['hours'] {
  const spans = new Map<string, StationFile['hours'][number]>();
  for (const { weekday, from, to } of hours) {
    const span = spans.get(`${from}${to}`) ?? { days: [], from, to };
    spans.set(`${from}${to}`, { ...span, days: [...span.days, weekday] });
  }
  return [...spans.values()];
}
