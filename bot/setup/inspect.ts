import { show, type Problem } from '../../scheduler/programmes/errors.js';
import { staffPlaces, type StationFile } from './station-file.js';

/** What does not add up in a well-formed file: turned hours, a group at no site, one person in two places. */
export function inspectStation(file: StationFile): Problem[] {
  return [...hours(file), ...sites(file), ...group(file), ...staff(file)];
}

function hours(file: StationFile): Problem[] {
  const seen = new Set<number>();
  return file.hours.flatMap(({ days, from, to }, index) => {
    const path = `hours[${index}]`;
    const twice = days.filter((day) => seen.has(day));
    for (const day of days) seen.add(day);
    const fix = 'correct the hours';
    const turned = { path, expected: 'a start before the end', got: show(`${from}–${to}`), fix };
    const repeated = { path: `${path}.days`, expected: 'each weekday once', got: show(twice), fix };
    return [...(from < to ? [] : [turned]), ...(twice.length === 0 ? [] : [repeated])];
  });
}

function sites({ sites: all }: StationFile): Problem[] {
  return repeated(all.map(({ name }, index) => [`sites[${index}].name`, name]));
}

function group({ group: meets, sites: all }: StationFile): Problem[] {
  if (meets === null || meets === undefined || all.some(({ name }) => name === meets.site)) return [];
  const expected = `one of ${all.map(({ name }) => name).join(', ')}`;
  return [{ path: 'group.site', expected, got: show(meets.site), fix: 'write the name of a site' }];
}

function staff({ staff: people }: StationFile): Problem[] {
  return repeated(
    staffPlaces.flatMap((place) => {
      const name = people[place];
      return name === null || name === undefined ? [] : [[`staff.${place}`, name] as const];
    }),
  );
}

function repeated(entries: readonly (readonly [string, string])[]): Problem[] {
  const seen = new Set<string>();
  return entries.flatMap(([path, name]) => {
    const known = seen.has(name.trim());
    seen.add(name.trim());
    return known
      ? [{ path, expected: 'another name', got: show(name), fix: 'give each a name of its own' }]
      : [];
  });
}
