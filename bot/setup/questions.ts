import { languages, type Language } from '../../locales/index.js';
import type { CliWords } from '../cli/words.js';
import { ownHotlines } from '../crisis/hotlines.js';
import { Cancelled, type Ask } from './ask.js';
import { askText, askWhether, type Asking } from './asking.js';
import { askGroup, askHours, askSites } from './questions-places.js';
import { answers, staffPlaces, type StationFile } from './station-file.js';

const otherRegion = 'other';

/**
 * Asks everything that a station must know; the station's language first, then in that language. Throws Cancelled
 * when the person leaves or does not agree; nothing has been written then.
 */
export async function askStation(ask: Ask, words: CliWords, before: Asking['before']): Promise<StationFile> {
  const language = await askLanguage(ask, words, before?.language ?? words.languages[0] ?? 'zh-CN');
  const asking: Asking = {
    ask,
    before,
    say: (key, params) => words.inLanguage(language, `setup.${key}`, params),
  };
  await askUnderstood(asking);
  const unit = await askText(asking, 'unit', answers.unit, before?.unit);
  const region = await askRegion(asking);
  const zone = await askText(asking, 'zone', answers.zone, before?.zone ?? zoneOf(region));
  const localNumber = await askText(asking, 'localNumber', answers.localNumber, before?.localNumber);
  const sites = await askSites(asking);
  const hours = await askHours(asking);
  const group = await askGroup(asking, sites);
  const staff = await askStaff(asking);
  const plain = { unit, region, zone, language, localNumber, sites, hours, group, staff };
  if (!(await askWhether(asking, 'save'))) throw new Cancelled();
  return { ...plain, understood: true };
}

function askLanguage(ask: Ask, words: CliWords, initial: Language): Promise<Language> {
  const options = languages.map((value) => ({ value, label: words.one(`setup.language.${value}`) }));
  return ask.choose<Language>({ message: words.one('setup.ask.language'), options, initial });
}

async function askUnderstood(asking: Asking): Promise<void> {
  const { ask, say } = asking;
  ask.note(say('readers.title'), say('readers.text'));
  if (!(await askWhether(asking, 'ask.understood'))) throw new Cancelled();
}

async function askRegion(asking: Asking): Promise<string> {
  const { ask, say, before } = asking;
  const known = [...ownHotlines().keys()].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  const options = [...known, otherRegion].map((value) => ({ value, label: say(`region.${value}`) }));
  const initial = before === null ? 'cn' : known.includes(before.region) ? before.region : otherRegion;
  const chosen = await ask.choose({ message: say('ask.region'), options, initial });
  return chosen === otherRegion ? askText(asking, 'otherRegion', answers.region, before?.region) : chosen;
}

const rank = (region: string): number => (region.startsWith('cn') ? 0 : 1);

function zoneOf(region: string): string {
  const book = ownHotlines();
  return (book.get(region) ?? book.get(region.slice(0, 2)))!.zone;
}

async function askStaff(asking: Asking): Promise<StationFile['staff']> {
  const { ask, say, before } = asking;
  ask.note(say('staff.title'), say(before === null ? 'staff.text' : 'staff.text-again'));
  const staff: Partial<Record<(typeof staffPlaces)[number], string>> = {};
  for (const place of staffPlaces) {
    if (place === 'operator' && !(await askWhether(asking, 'ask.hasOperator'))) continue;
    const isTaken = (value: string) =>
      Object.values(staff).includes(value) ? say('wrong.taken') : undefined;
    staff[place] = await askText(asking, place, answers.alias, before?.staff[place] ?? undefined, isTaken);
  }
  return staff as StationFile['staff'];
}
