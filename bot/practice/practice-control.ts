import { languageOf, type Locales } from '../../locales/index.js';
import type { Database } from '../../prisma/client.js';
import type { VirtualClock } from '../../scheduler/clock.js';
import { travelTo, type Traveller } from '../../scheduler/travel.js';
import { addDays, daysBetween, localParts, toInstant } from '../../scheduler/zone/index.js';
import type { Bot } from '../bot.js';
import type { WebChannel } from '../channels/web/web.js';
import { secureRandom } from '../random.js';
import { PersonaActor } from '../rehearse/actor.js';
import { ensureUpkeep } from '../upkeep.js';
import { writeClock } from './clock-store.js';
import type { AdvanceTo, Language, PracticeControl, PracticeState, Slot } from './control.js';
import { nextHeard } from './next-heard.js';
import { phonesOf, personAt, enrolmentAt } from './phones.js';
import { planRows } from './plan-rows.js';
import { practiceBot, setScene } from './scenes.js';

/** What the control moves. */
export interface PracticeParts {
  readonly db: Database;
  readonly clock: VirtualClock;
  readonly bot: Bot;
  readonly channel: WebChannel;
  readonly locales: Locales;
}

/** The practice phones' hand on the running bot. One thing at a time: the page waits for the clock to come to rest. */
export function createPracticeControl(parts: PracticeParts): PracticeControl {
  const { db, clock, bot } = parts;
  const actors = new Map<string, PersonaActor>();
  let isAuto = false;
  let busy = 0;
  const busily = async <T>(work: () => Promise<T>): Promise<T> => {
    busy += 1;
    try {
      return await work();
    } finally {
      busy -= 1;
    }
  };
  return {
    state: () => state(parts, isAuto, busy > 0),
    advance: (to, progress, signal, front) =>
      busily(async () => {
        const actor = isAuto ? await actorOf(parts, actors, front) : null;
        const traveller = travellerOf(parts, actor);
        const target = await targetOf(parts, traveller, to, front);
        const report = async (now: Date) => {
          await writeClock(db, now);
          progress({ now: now.toISOString(), day: await dayAt(parts, front) });
        };
        await travelTo({ ...traveller, onMoment: report }, target, signal);
      }),
    setAuto: async (on) => {
      isAuto = on;
      for (const actor of actors.values()) await actor.catchUp();
    },
    reset: (scene, language) =>
      busily(async () => {
        const locale = language ?? (await spoken(parts));
        actors.clear();
        await setScene(db, clock, scene, locale);
        await ensureUpkeep(db, clock.now());
        await bot.settle();
      }),
    newPhone: (slot) => newPhone(parts, slot),
    plan: (chat) => planRows(parts, chat),
  };
}

async function state(parts: PracticeParts, auto: boolean, busy: boolean): Promise<PracticeState> {
  const { db, clock } = parts;
  const zone = (await db.prisma.station.findFirst())?.zone ?? 'Asia/Shanghai';
  const local = localParts(clock.now(), zone);
  const next = await nextHeard(parts);
  return {
    now: clock.now().toISOString(),
    zone,
    localTime: `${local.date} ${local.time}`,
    day: await dayAt(parts, null),
    nextEvent: next,
    busy,
    phones: await phonesOf(parts),
    auto,
    language: await spoken(parts),
  };
}

async function spoken({ db }: PracticeParts): Promise<Language> {
  return languageOf((await db.prisma.station.findFirst())?.locale ?? 'zh-CN');
}

function travellerOf({ db, clock, bot }: PracticeParts, actor: PersonaActor | null): Traveller {
  const settle = async () => {
    await bot.settle();
    while (actor !== null && (await actor.act(clock.now()))) await bot.settle();
  };
  return { db, clock, settle, ...(actor === null ? {} : { alsoAt: () => actor.next() }) };
}

async function targetOf(
  parts: PracticeParts,
  traveller: Traveller,
  to: AdvanceTo,
  front: string | null,
): Promise<Date> {
  const now = parts.clock.now();
  const day = 24 * 3_600_000;
  if (to === 'day') return new Date(now.getTime() + day);
  if (to === 'next') {
    const heard = await nextHeard(parts);
    const moments = [traveller.alsoAt?.(), heard === null ? null : new Date(heard.at)].filter(
      (at) => at != null,
    );
    return moments.length === 0 ? now : new Date(Math.min(...moments.map((at) => at.getTime())));
  }
  const enrolment = await enrolmentAt(parts, front);
  if (enrolment === null) return new Date(now.getTime() + 90 * day);
  const end = toInstant(addDays(enrolment.releaseOn, 90), '23:59', enrolment.zone);
  return end > now ? end : now;
}

async function dayAt(parts: PracticeParts, chat: string | null): Promise<number | null> {
  const enrolment = await enrolmentAt(parts, chat);
  return enrolment === null
    ? null
    : daysBetween(enrolment.releaseOn, localParts(parts.clock.now(), enrolment.zone).date);
}

/** The persona on the client phone in front; made when first needed, and only for what comes from then on. */
async function actorOf(
  parts: PracticeParts,
  actors: Map<string, PersonaActor>,
  front: string | null,
): Promise<PersonaActor | null> {
  const chat = front ?? 'client-1';
  const personId = await personAt(parts, chat);
  if (personId === null) return null;
  const known = actors.get(chat);
  if (known !== undefined) return known;
  const { channel } = parts;
  const phone = {
    say: async (text: string) => void (await channel.say(chat, text)),
    tap: async (token: string, label: string) => void (await channel.tap(chat, { token, label, mail: null })),
  };
  const actor = new PersonaActor(parts.db, personId, phone, secureRandom, 'answers');
  actors.set(chat, actor);
  return actor;
}

async function newPhone({ db }: PracticeParts, slot: Slot): Promise<{ chat: string }> {
  const contacts = await db.prisma.contact.findMany({ where: { bot: practiceBot } });
  const extra = await db.prisma.setting.findUnique({ where: { key: 'practice.phones' } });
  const known = [
    ...contacts.map((contact) => contact.chat),
    ...((extra?.value as string[] | undefined) ?? []),
  ];
  const numbers = known.flatMap((chat) =>
    chat.startsWith(`${slot}-`) ? [Number(chat.slice(slot.length + 1))] : [],
  );
  const chat = `${slot}-${Math.max(0, ...numbers) + 1}`;
  const value = [...((extra?.value as string[] | undefined) ?? []), chat];
  const updatedAt = contacts[0]?.firstAt ?? new Date(0);
  await db.prisma.setting.upsert({
    where: { key: 'practice.phones' },
    create: { key: 'practice.phones', value, updatedAt },
    update: { value },
  });
  return { chat };
}
