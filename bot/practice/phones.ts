import type { Enrolment } from '../../prisma/generated/sqlite/client.js';
import { daysBetween, localParts } from '../../scheduler/zone/index.js';
import { practiceChats } from '../seed/practice.js';
import type { PhoneChat, PracticePhone, Slot } from './control.js';
import type { PracticeParts } from './practice-control.js';
import { practiceBot } from './scenes.js';

const slotOfRole: Readonly<Record<string, Slot>> = {
  client: 'client',
  family: 'family',
  worker: 'worker',
  supervisor: 'worker',
  operator: 'worker',
};

/** All practice phones by screen: those of people the bot knows, and empty ones. */
export async function phonesOf({ db, clock, locales }: PracticeParts): Promise<PracticePhone[]> {
  const contacts = await db.prisma.contact.findMany({
    where: { bot: practiceBot },
    orderBy: { firstAt: 'asc' },
  });
  const people = await db.prisma.person.findMany();
  const enrolments = await db.prisma.enrolment.findMany();
  const empty = await db.prisma.setting.findUnique({ where: { key: 'practice.phones' } });
  const chats: { slot: Slot; chat: PhoneChat }[] = contacts.map((contact) => {
    const person = people.find((one) => one.id === contact.personId);
    const enrolment = enrolments.find((one) => one.personId === contact.personId);
    const slot = slotOfRole[person?.role ?? ''] ?? slotOfChat(contact.chat);
    const day =
      enrolment === undefined
        ? null
        : daysBetween(enrolment.releaseOn, localParts(clock.now(), enrolment.zone).date);
    return {
      slot,
      chat: {
        chat: contact.chat,
        label: person?.alias ?? unknownLabel(locales),
        role: person?.role ?? 'stranger',
        day,
      },
    };
  });
  const known = new Set(contacts.map((contact) => contact.chat));
  const blank = [
    practiceChats.client,
    practiceChats.family,
    ...((empty?.value as string[] | undefined) ?? []),
  ];
  for (const chat of new Set(blank.filter((one) => !known.has(one)))) {
    chats.push({
      slot: slotOfChat(chat),
      chat: { chat, label: unknownLabel(locales), role: 'stranger', day: null },
    });
  }
  return (['client', 'family', 'worker'] as const).map((slot) => ({
    slot,
    chats: chats
      .filter((one) => one.slot === slot)
      .map((one) => one.chat)
      .sort((a, b) => rank(a) - rank(b) || a.chat.localeCompare(b.chat, 'en', { numeric: true })),
  }));
}

/** Those who work with clients come first. */
function rank(chat: PhoneChat): number {
  return ['worker', 'supervisor', 'operator'].indexOf(chat.role);
}

function unknownLabel(locales: PracticeParts['locales']): { 'zh-CN': string; en: string } {
  const label = (locale: string) => locales.render({ key: 'practice:phone.nobody' }, locale, 'UTC');
  return { 'zh-CN': label('zh-CN'), en: label('en') };
}

function slotOfChat(chat: string): Slot {
  return slotOfRole[chat.replace(/-\d+$/u, '')] ?? 'client';
}

/** Who holds a phone, or null. */
export async function personAt({ db }: PracticeParts, chat: string): Promise<string | null> {
  const contact = await db.prisma.contact.findUnique({ where: { bot_chat: { bot: practiceBot, chat } } });
  return contact?.personId ?? null;
}

/** The enrolment of whoever holds this phone; without a phone, the first client's. */
export async function enrolmentAt(parts: PracticeParts, chat: string | null): Promise<Enrolment | null> {
  const personId = await personAt(parts, chat ?? practiceChats.client);
  if (personId === null)
    return chat === null ? parts.db.prisma.enrolment.findFirst({ orderBy: { enrolledAt: 'asc' } }) : null;
  return parts.db.prisma.enrolment.findUnique({ where: { personId } });
}
