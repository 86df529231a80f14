import { answers, type StationFile } from './station-file.js';
import { askText, askWhether, type Asking } from './asking.js';

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
const mostSites = 12;

/** Where people meet: at least one place. */
export async function askSites(asking: Asking): Promise<StationFile['sites']> {
  const { ask, say, before } = asking;
  const present = before?.sites ?? [];
  if (present.length > 0) {
    const list = present.map(({ name, address }) => `${name} · ${address}`).join('\n');
    ask.note(say('sites.title'), list);
    if (await askWhether(asking, 'ask.keepSites')) return present;
  }
  const sites: { name: string; address: string }[] = [];
  do {
    const isTaken = (value: string) =>
      sites.some(({ name }) => name === value) ? say('wrong.taken') : undefined;
    const name = await askText(asking, 'siteName', answers.siteName, present[sites.length]?.name, isTaken);
    const address = await askText(asking, 'siteAddress', answers.siteAddress, present[sites.length]?.address);
    sites.push({ name, address });
  } while (sites.length < mostSites && (await askWhether(asking, 'ask.moreSites', false)));
  return sites;
}

/** When the station is open: one span for some weekdays, then another for the rest, as long as there is a rest. */
export async function askHours(asking: Asking): Promise<StationFile['hours']> {
  const { ask, say, before } = asking;
  const hours: StationFile['hours'] = [];
  let left: number[] = [...weekdays];
  do {
    const present = before?.hours[hours.length];
    const usual = hours.length === 0 ? [1, 2, 3, 4, 5] : [];
    const days = await ask.chooseMany({
      message: say('ask.days'),
      options: left.map((value) => ({ value, label: say(`weekday.${value}`) })),
      initial: (present?.days ?? usual).filter((day) => left.includes(day)),
    });
    const from = await askText(asking, 'from', answers.time, present?.from ?? '08:30');
    const isAfter = (value: string) => (value > from ? undefined : say('wrong.before', { from }));
    const to = await askText(asking, 'to', answers.time, present?.to ?? '17:30', isAfter);
    hours.push({ days: [...days].sort(), from, to });
    left = left.filter((day) => !days.includes(day));
  } while (left.length > 0 && (await askWhether(asking, 'ask.moreHours', false)));
  return hours;
}

/** When and where the mutual-aid group meets, if there is one. */
export async function askGroup(asking: Asking, sites: StationFile['sites']): Promise<StationFile['group']> {
  const { ask, say, before } = asking;
  const present = before?.group ?? null;
  if (!(await askWhether(asking, 'ask.hasGroup', before === null || present !== null))) return null;
  const weekday = await ask.choose({
    message: say('ask.groupDay'),
    options: weekdays.map((day) => ({ value: String(day), label: say(`weekday.${day}`) })),
    initial: String(present?.weekday ?? 3),
  });
  const time = await askText(asking, 'groupTime', answers.time, present?.time ?? '19:00');
  const options = sites.map(({ name }) => ({ value: name, label: name }));
  const known = options.some(({ value }) => value === present?.site) ? { initial: present!.site } : {};
  const site = await ask.choose({ message: say('ask.groupSite'), options, ...known });
  return { weekday: Number(weekday), time, site };
}
