import { batch, computed, signal } from '@preact/signals';
import type { PhoneChat, Slot } from '../control.js';
import type { StreamState, WireMail } from '../wire.js';

/** The screens, in the order in which they stand. */
export const slots: readonly Slot[] = ['client', 'family', 'worker'];

/** Null until the server has told. */
export const state = signal<StreamState | null>(null);
/** Whether the stream is open. */
export const online = signal(true);
/** Lines by phone, oldest first. */
export const mails = signal<ReadonlyMap<string, readonly WireMail[]>>(new Map());
/** How many lines of the bot nobody has looked at, by phone. */
export const unread = signal<ReadonlyMap<string, number>>(new Map());
/** The screen in front at phone width. */
export const tab = signal<Slot>('client');
/** All three screens are to be seen. */
export const wide = signal(true);
/** Which phone each screen shows, once somebody chose. */
export const picked = signal<Partial<Record<Slot, string>>>({});
/** A sentence that shows for a while: its text key and what is filled in. */
export const notice = signal<{ readonly key: string; readonly with: Record<string, string> } | null>(null);
/** What the screen reader is told next. */
export const spoken = signal('');
/** Which dialog is open. */
export const dialog = signal<'reset' | 'guide' | { readonly planOf: string } | null>(null);

/** The phones that may be picked on a screen. */
export function chatsOf(slot: Slot): readonly PhoneChat[] {
  return state.value?.phones.find((phone) => phone.slot === slot)?.chats ?? [];
}

/** The phone that a screen shows; null when it has none. */
export function shownChat(slot: Slot): PhoneChat | null {
  const chats = chatsOf(slot);
  return chats.find((chat) => chat.chat === picked.value[slot]) ?? chats[0] ?? null;
}

/** Phones that somebody can see right now. */
const visible = computed(() => {
  const seen = wide.value ? slots : [tab.value];
  return new Set(seen.flatMap((slot) => shownChat(slot)?.chat ?? []));
});

/** Programme day of the client in front; null when there is none. */
export const shownDay = computed(() => {
  const chat = shownChat('client');
  return chat === null ? null : dayOf('client', chat);
});

/** Programme day of whoever holds a phone; null when they have none. The first client's moves with the journey. */
export function dayOf(slot: Slot, chat: PhoneChat): number | null {
  if (chat.day !== undefined) return chat.day;
  if (slot !== 'client' || chatsOf('client')[0]?.chat !== chat.chat) return null;
  const now = state.value;
  return now?.journey == null ? (now?.day ?? null) : now.journey.day;
}

/** Everything anew, as the server tells it at the start. */
export function replaceAll(all: readonly WireMail[], now: StreamState): void {
  batch(() => {
    state.value = now;
    mails.value = byChat(new Map(), all);
    unread.value = new Map();
  });
}

/** More lines; those that nobody sees count as unread. */
export function addMails(more: readonly WireMail[]): void {
  batch(() => {
    mails.value = byChat(mails.value, more);
    const counts = new Map(unread.value);
    for (const { chat, way } of more) {
      if (way === 'out' && !visible.value.has(chat)) counts.set(chat, (counts.get(chat) ?? 0) + 1);
    }
    unread.value = counts;
  });
}

/** Shows a phone on its screen and takes its lines as read. */
export function pick(slot: Slot, chat: string): void {
  batch(() => {
    picked.value = { ...picked.value, [slot]: chat };
    tab.value = slot;
    markSeen();
  });
}

/** Brings a screen to the front at phone width. */
export function show(slot: Slot): void {
  batch(() => {
    tab.value = slot;
    markSeen();
  });
}

/** Takes the lines of all phones in view as read. */
export function markSeen(): void {
  const left = [...unread.value].filter(([chat]) => !visible.value.has(chat));
  if (left.length !== unread.value.size) unread.value = new Map(left);
}

/** Unread lines of a screen: of all its phones, or (`others`) of those that it does not show. */
export function unreadOf(slot: Slot, others: boolean): number {
  const shown = shownChat(slot)?.chat;
  const counted = chatsOf(slot).filter(({ chat }) => !others || chat !== shown);
  return counted.reduce((sum, { chat }) => sum + (unread.value.get(chat) ?? 0), 0);
}

function byChat(
  known: ReadonlyMap<string, readonly WireMail[]>,
  more: readonly WireMail[],
): ReadonlyMap<string, readonly WireMail[]> {
  const lists = new Map<string, WireMail[]>();
  for (const mail of more) {
    const list = lists.get(mail.chat) ?? [...(known.get(mail.chat) ?? [])];
    list.push(mail);
    lists.set(mail.chat, list);
  }
  return new Map([...known, ...lists]);
}
