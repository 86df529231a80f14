import type { Triage, TriageContext } from '../../flows/crisis/triage/index.js';
import { VirtualClock } from '../../scheduler/clock.js';
import { SendError, type Outbound, type SendErrorCode, type Sent } from '../../bot/channels/channel.js';
import { createCards, type Cards } from '../../bot/crisis/cards.js';
import { createGate } from '../../bot/crisis/gate.js';
import { ownHotlines } from '../../bot/crisis/hotlines.js';
import { createMemory, type KnownContact } from '../../bot/crisis/memory.js';
import { createMemoryPager } from '../../bot/crisis/memory-pager.js';
import { testLocales } from './context.js';

/** Real cards. */
export const cards = createCards({ locales: testLocales(), book: ownHotlines(), naloxone: false });

/** A triage that reads the level out of the text: `3 overdose other` … so that the gate alone is tested. */
function scripted(text: string, context: TriageContext): Triage {
  const [level = '0', kind = 'self-harm', about = 'self'] = text.split(' ');
  if (level === 'boom') throw new TypeError('a bug in the triage');
  const adds = level === 'hint' ? (context.recent ?? []).length : 0;
  return {
    level: (adds >= 2 ? 2 : Number(level) || 0) as Triage['level'],
    kinds: [kind] as Triage['kinds'],
    about: about as Triage['about'],
    spans: [],
    decidedBy: 'test',
    indirect: level === 'hint',
  };
}

type Answer = Sent | SendErrorCode | 'hang' | 'bug';

interface Change {
  readonly onCall?: boolean;
  readonly known?: KnownContact;
  readonly remembered?: number;
  readonly cards?: Cards;
  /** How many stand in the on-call order. */
  readonly people?: number;
  readonly region?: string;
}

const crewOf = (people: number) =>
  ['lin', 'zhou', 'chen', 'op']
    .slice(0, people)
    .map((chat, position) => ({ position, locale: 'en', addresses: [{ bot: 'b', chat }] }));

/** A gate and a pager over a provider whose answers the test gives in advance. */
export function gateRig(change: Change = {}) {
  const clock = new VirtualClock(new Date('2026-12-01T19:00:00Z'));
  const memory = createMemory();
  const crew = change.onCall === false ? [] : crewOf(change.people ?? 1);
  memory.setStation(
    { region: change.region ?? 'cn', localNumber: '021-5555', zone: 'Asia/Shanghai', locale: 'zh-CN' },
    () => crew,
  );
  if (change.known !== undefined) memory.know({ bot: 'b', chat: 'ming' }, change.known);
  const out: Outbound[] = [];
  const answers: Answer[] = [];
  const errors: object[] = [];
  const sendNow = (message: Outbound): Promise<Sent> => {
    out.push(message);
    const answer = answers.shift() ?? { messageRef: `m${out.length}` };
    if (answer === 'hang') return new Promise(() => undefined);
    if (answer === 'bug') return Promise.reject(new TypeError('a bug in the channel'));
    return typeof answer === 'string'
      ? Promise.reject(new SendError(answer, 'test'))
      : Promise.resolve(answer);
  };
  const log = { error: (fields: object) => void errors.push(fields) };
  const sleep = (ms: number, signal?: AbortSignal) => clock.sleep(ms, signal);
  const gate = createGate({
    triage: scripted,
    cards: change.cards ?? cards,
    memory,
    sendNow,
    log,
    now: () => clock.now(),
    sleep,
    ...(change.remembered === undefined ? {} : { rememberedUpdates: change.remembered }),
  });
  const pager = createMemoryPager({
    memory,
    locales: testLocales(),
    sendNow,
    sleep,
    log,
    now: () => clock.now(),
    elapsedMs: () => clock.elapsedMs(),
  });
  return { gate, pager, clock, out, answers, errors };
}
