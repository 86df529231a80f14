import { openDatabase, type Database } from '../../prisma/client.js';
import { migrate } from '../../prisma/migrate.js';
import { VirtualClock } from '../../scheduler/clock.js';
import { travelTo } from '../../scheduler/travel.js';
import { addDays, daysBetween, localParts, toInstant } from '../../scheduler/zone/index.js';
import { assemble } from '../assemble.js';
import { createMemoryChannel } from '../channels/memory/index.js';
import { seededRandom } from '../random.js';
import { crisisWords } from '../seed/practice-data.js';
import { practiceChats, seedPractice, type PracticePeople } from '../seed/practice.js';
import { PersonaActor } from './actor.js';
import type { Persona } from './personas.js';

/** What a rehearsal plays. */
export interface RehearseOptions {
  readonly days: number;
  /** IANA zone of the person. */
  readonly zone: string;
  /** D0, `2026-12-01`. */
  readonly releaseOn: string;
  readonly persona: Persona;
  readonly locale: string;
  /** Hour of the check-in, `20:00`. */
  readonly hour: string;
  readonly template: 'cn-22' | 'cn-12' | 'cn-28' | null;
  readonly seed: number;
}

/** One message of the rehearsal. */
export interface RehearsedMessage {
  /** UTC. */
  readonly at: string;
  /** The client's wall clock, `2026-12-01 20:00`. */
  readonly local: string;
  /** Day of the programme; 0 is the release day. */
  readonly day: number;
  readonly to: 'client' | 'family' | 'worker';
  readonly kind: string;
  readonly lane: string;
  readonly proactive: boolean;
  readonly text: string;
}

/** When on D0 the rehearsal begins: the client has just been enrolled. */
const startTime = '08:00';
/** When the crisis persona writes, and how long the worker's phone lies unseen then. */
const crisis = { day: 10, time: '22:40', seenAfterMs: 7 * 60_000, reachedAfterMs: 19 * 60_000 };

/**
 * Plays the programme for a scripted person on a virtual clock: the real bot on a real database in memory, a persona
 * on the client's phone. `onMessage` gets every message in the order in which it went out. Deterministic for a seed.
 */
export async function rehearse(
  options: RehearseOptions,
  onMessage: (message: RehearsedMessage) => void,
): Promise<void> {
  const db = await openDatabase({ file: ':memory:', key: '' });
  try {
    await migrate(db);
    await play(db, options, onMessage);
  } finally {
    await db.close();
  }
}

async function play(
  db: Database,
  options: RehearseOptions,
  onMessage: (message: RehearsedMessage) => void,
): Promise<void> {
  const clock = new VirtualClock(toInstant(options.releaseOn, startTime, options.zone));
  const random = seededRandom(options.seed);
  const channel = createMemoryChannel({ bot: 'memory' });
  for (const chat of Object.values(practiceChats)) channel.person(chat, { language: options.locale });
  const people = await db.transaction((tx) =>
    seedPractice(tx, { bot: 'memory', withClient: true, ...options }, random, clock.now()),
  );
  const log = {
    warn: () => {},
    error: (fields: object, message: string) => {
      throw new Error(`${message} ${JSON.stringify(fields)}`);
    },
  };
  const { bot } = assemble({ db, clock, channels: [channel], random, log, owner: 'rehearsal' });
  await bot.start();
  const phone = (chat: string) => ({
    say: (text: string) => channel.person(chat).say(text),
    tap: (token: string, label: string) => channel.person(chat).tapToken(token, '', label),
  });
  const actor = new PersonaActor(
    db,
    people.clientId!,
    phone(practiceChats.client),
    seededRandom(options.seed + 1),
    options.persona,
  );
  if (options.persona === 'crisis')
    planCrisis(actor, options, phone(practiceChats.client), (kind) =>
      tapFirst(db, people, phone(practiceChats.worker), kind),
    );
  const reporter = createReporter(db, people, options, onMessage);
  const end = toInstant(addDays(options.releaseOn, options.days), '23:59', options.zone);
  const settle = async () => {
    await bot.settle();
    while (await actor.act(clock.now())) await bot.settle();
  };
  await travelTo({ db, clock, settle, alsoAt: () => actor.next(), onMoment: reporter }, end);
  await bot.stop();
}

function planCrisis(
  actor: PersonaActor,
  options: RehearseOptions,
  client: { say(text: string): Promise<void> },
  worker: (kind: string) => Promise<void>,
): void {
  const at = toInstant(addDays(options.releaseOn, crisis.day), crisis.time, options.zone);
  actor.at(at, () => client.say(crisisWords(options.locale)));
  actor.at(new Date(at.getTime() + crisis.seenAfterMs), () => worker('alert-page'));
  actor.at(new Date(at.getTime() + crisis.reachedAfterMs), () => worker('alert'));
}

/** The worker taps the first button of their newest message of this kind: "I've got it", then "reached them". */
async function tapFirst(
  db: Database,
  people: PracticePeople,
  phone: { tap(token: string, label: string): Promise<void> },
  kind: string,
): Promise<void> {
  const [row] = await db.raw.query<{ buttons: string }>(
    `SELECT "buttons" FROM "Outbox" WHERE "personId" = ? AND "kind" = ? AND "buttons" <> '[]' ORDER BY "id" DESC LIMIT 1`,
    people.workerId,
    kind,
  );
  const [first] =
    row === undefined ? [] : (JSON.parse(row.buttons) as { token: string; label: string }[][]).flat();
  if (first !== undefined) await phone.tap(first.token, first.label);
}

interface SentRow {
  readonly id: number;
  readonly personId: string | null;
  readonly kind: string;
  readonly lane: string;
  readonly proactive: number;
  readonly text: string;
  readonly sentAt: number;
}

function createReporter(
  db: Database,
  people: PracticePeople,
  options: RehearseOptions,
  onMessage: (message: RehearsedMessage) => void,
): () => Promise<void> {
  const told = new Set<number>();
  return async () => {
    const rows = await db.raw.query<SentRow>(
      `SELECT "id","personId","kind","lane","proactive","text","sentAt" FROM "Outbox" WHERE "state" = 'sent'
         AND "id" > ? ORDER BY "sentAt","id"`,
      Math.max(0, Math.max(0, ...told) - 200),
    );
    for (const row of rows.filter((one) => !told.has(one.id))) {
      told.add(row.id);
      const at = new Date(row.sentAt);
      const local = localParts(at, options.zone);
      onMessage({
        at: at.toISOString(),
        local: `${local.date} ${local.time}`,
        day: daysBetween(options.releaseOn, local.date),
        to:
          row.personId === people.clientId
            ? 'client'
            : row.personId === people.familyId
              ? 'family'
              : 'worker',
        kind: row.kind,
        lane: row.lane,
        proactive: row.proactive === 1,
        text: row.text,
      });
    }
  };
}
