import { addDays, localParts } from '../../scheduler/zone/index.js';
import type { Agenda } from './agenda.js';
import type { Member } from './cast.js';
import type { Chance } from './chance.js';
import { dayMs, minuteMs } from './options.js';
import type { Provider } from './provider.js';

/** How likely a client asks for leave on a day. */
const leaveOdds = 0.012;

/** A client asks for leave, sometimes in the middle of something else; most come back by word, some say nothing. */
export function planLeave(
  agenda: Agenda,
  provider: Provider,
  member: Member,
  chance: Chance,
  atMs: number,
): void {
  if (member.role !== 'client' || !chance.hits(leaveOdds)) return;
  const phone = provider.phone(member.chat);
  const ahead = chance.int(0, 5);
  const days = chance.int(1, 9);
  const isEnglish = member.locale === 'en';
  // Which day it is they read off the same clock as the bot.
  const dayIn = (after: number) => addDays(localParts(provider.clock.now(), member.zone).date, ahead + after);
  const isAway = chance.hits(0.5);
  const said = [
    () => (isEnglish ? 'leave' : '请假'),
    () => dayIn(0),
    () => dayIn(days - 1),
    () => (isAway ? (isEnglish ? 'Yes, away' : '要出去') : isEnglish ? 'No' : '不出'),
  ];
  said.forEach((words, index) =>
    agenda.at(atMs + index * minuteMs, () => provider.deed(phone, 'text', words())),
  );
  if (!chance.hits(0.6)) return;
  const backMs = atMs + chance.int(1, 14) * dayMs + chance.int(0, 600) * minuteMs;
  agenda.at(backMs, () => provider.deed(phone, 'text', isEnglish ? '/back' : '销假'));
}
