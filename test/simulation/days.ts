import type { Agenda } from './agenda.js';
import type { Member } from './cast.js';
import type { Chance } from './chance.js';
import { planLeave } from './leave.js';
import { dayMs, hourMs, minuteMs } from './options.js';
import type { Provider } from './provider.js';

/** Words of people in danger, our own, plain enough for any triage: by level of the card they must bring. */
export const cries = {
  3: {
    'zh-CN': ['我不想活了，药都准备好了', '今晚我就跳下去'],
    en: ['I want to kill myself tonight, I have the pills'],
  },
  2: { 'zh-CN': ['活着没意思，想死'], en: ['I wish I was dead'] },
} as const;

/** What somebody may do on a day, and how likely. `then` follows minutes later, each after the one before. */
interface Habit {
  readonly odds: number;
  readonly says: readonly [zh: string, en: string];
  readonly then?: readonly (readonly [zh: string, en: string])[];
  /** Comes so many days later, if at all. */
  readonly later?: {
    readonly odds: number;
    readonly days: readonly [number, number];
    readonly says: readonly [string, string];
  };
}

const ofClients: readonly Habit[] = [
  { odds: 0.012, says: ['暂停', 'pause'] },
  {
    odds: 0.006,
    says: ['停', 'stop'],
    then: [['是', 'yes']],
    later: { odds: 0.6, days: [1, 20], says: ['回来', '/return'] },
  },
  { odds: 0.01, says: ['/hour', '/hour'], then: [['19:30', '19:30']] },
  {
    odds: 0.004,
    says: ['/release', '/release'],
    then: [
      ['2026-12-03', '2026-12-03'],
      ['是', 'yes'],
    ],
  },
  { odds: 0.02, says: ['/plan', '/plan'] },
  { odds: 0.02, says: ['菜单', 'menu'] },
  { odds: 0.01, says: ['帮助', 'help'] },
  { odds: 0.008, says: ['我的资料', 'my data'] },
  { odds: 0.008, says: ['预约', '/appointments'] },
  { odds: 0.03, says: ['今天下雨了', 'it rained today'] },
];

const ofFamily: readonly Habit[] = [
  { odds: 0.002, says: ['停', 'stop'], then: [['是', 'yes']] },
  { odds: 0.01, says: ['我担心', '/worried'] },
  { odds: 0.01, says: ['菜单', 'menu'] },
];

const ofStaff: readonly Habit[] = [
  { odds: 0.2, says: ['/today', '/today'] },
  { odds: 0.1, says: ['/list', '/list'] },
];

const ofNobody: readonly Habit[] = [{ odds: 0.1, says: ['你好', 'hello'] }];

/** How likely a cry for help is on any day, by its level. */
const cryOdds = {
  client: { 3: 0.006, 2: 0.006 },
  family: { 3: 0.002, 2: 0.001 },
  stranger: { 3: 0.02, 2: 0.02 },
};
const blockOdds = 0.003;

/** Puts what somebody does of their own accord, day by day, on the agenda; decided now, from their own chance. */
export function planDays(
  agenda: Agenda,
  provider: Provider,
  member: Member,
  chance: Chance,
  fromMs: number,
  days: number,
): void {
  const phone = provider.phone(member.chat);
  const pick = ([zh, en]: readonly [string, string]) => (member.locale === 'en' ? en : zh);
  const say = (atMs: number, words: readonly [string, string]) =>
    agenda.at(atMs, () => provider.deed(phone, 'text', pick(words)));
  for (let day = 0; day < days; day += 1) {
    const moment = () => fromMs + day * dayMs + chance.int(0, 24 * 60 - 1) * minuteMs;
    for (const habit of habitsOf(member)) {
      if (!chance.hits(habit.odds)) continue;
      const at = moment();
      say(at, habit.says);
      habit.then?.forEach((words, index) => say(at + (index + 1) * minuteMs, words));
      const { later } = habit;
      if (later !== undefined && chance.hits(later.odds))
        say(at + chance.int(...(later.days as [number, number])) * dayMs + hourMs, later.says);
    }
    planCries(member, chance, (words) => say(moment(), words));
    planLeave(agenda, provider, member, chance, moment());
    if (chance.hits(0.02))
      agenda.at(moment(), () => provider.deed(phone, chance.pick(['voice', 'sticker']), ''));
    if (member.role === 'client' && chance.hits(blockOdds))
      planBlock(agenda, provider, member, chance, moment());
  }
}

function habitsOf({ role }: Member): readonly Habit[] {
  if (role === 'client') return ofClients;
  if (role === 'family') return ofFamily;
  return role === 'stranger' ? ofNobody : ofStaff;
}

function planCries({ role }: Member, chance: Chance, say: (words: readonly [string, string]) => void): void {
  const odds = cryOdds[role as keyof typeof cryOdds];
  if (odds === undefined) return;
  for (const level of [3, 2] as const) {
    if (chance.hits(odds[level])) say([chance.pick(cries[level]['zh-CN']), chance.pick(cries[level].en)]);
  }
}

/** Blocks the bot; most let it back some days later. */
function planBlock(agenda: Agenda, provider: Provider, member: Member, chance: Chance, atMs: number): void {
  const phone = provider.phone(member.chat);
  agenda.at(atMs, () => provider.deed(phone, 'stopped', ''));
  if (chance.hits(0.7))
    agenda.at(atMs + chance.int(1, 5) * dayMs, () => provider.deed(phone, 'returned', ''));
}
