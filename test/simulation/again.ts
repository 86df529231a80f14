import type { Choice } from '../../bot/rehearse/personas.js';
import { addDays, localParts } from '../../scheduler/zone/index.js';
import type { Agenda } from './agenda.js';
import type { Member } from './cast.js';
import type { Chance } from './chance.js';
import { dayMs, hourMs, minuteMs, stationZone } from './options.js';
import type { Shown } from './phone.js';
import type { Provider } from './provider.js';

/** How likely a client is released once more during a run, and what was noted of them before. */
const againOdds = 0.3;
const before = [null, null, 'completed', 'detained'] as const;
/** A worker who is away, or whose phone is silent, tries again on the next days. */
const tries = 4;

/** What a worker is about to do on a client's card; it is dropped after two hours. */
interface Wish {
  readonly clientId: string;
  readonly door: 'client-status' | 'client-again';
  readonly status: string | null;
  readonly untilMs: number;
}

interface Place {
  readonly agenda: Agenda;
  readonly provider: Provider;
}

interface Span {
  readonly startMs: number;
  readonly days: number;
}

/** Workers who open a client's card with a purpose, among everything else that they tap. */
export class Wishes {
  private readonly open = new Map<string, Wish>();
  private readonly done = new Set<string>();

  /** Puts a few second releases on the agenda, some after the status that goes before one. */
  plan({ agenda, provider }: Place, cast: readonly Member[], { startMs, days }: Span, chance: Chance): void {
    for (const client of cast.filter(({ role }) => role === 'client')) {
      if (!chance.hits(againOdds)) continue;
      const worker = cast.find(({ id }) => id === client.workerId)!;
      const status = chance.pick(before);
      const day = chance.int(2, Math.max(3, Math.floor(days * 0.7)));
      const at = (offset: number) =>
        startMs + (day + offset) * dayMs + chance.int(2 * 60, 10 * 60) * minuteMs;
      for (let index = 0; index < tries; index += 1) {
        if (status !== null)
          this.start(
            { agenda, provider },
            worker,
            { clientId: client.id, door: 'client-status', status },
            at(index),
          );
        const wish = { clientId: client.id, door: 'client-again', status: null } as const;
        this.start({ agenda, provider }, worker, wish, at(index + (status === null ? 0 : tries + 1)));
      }
    }
  }

  private start(
    { agenda, provider }: Place,
    worker: Member,
    wish: Omit<Wish, 'untilMs'>,
    atMs: number,
  ): void {
    agenda.at(atMs, () => {
      if (this.done.has(nameOf(wish))) return;
      this.open.set(worker.chat, { ...wish, untilMs: atMs + 2 * hourMs });
      return provider.deed(provider.phone(worker.chat), 'text', '/list');
    });
  }

  /** What a worker does with a message that serves their purpose; null when it does not. */
  choose(worker: Member, choices: readonly Choice[], shown: Shown, chance: Chance): Deed | null {
    const wish = this.open.get(worker.chat);
    if (wish === undefined || shown.elapsedMs > wish.untilMs) return null;
    const deed = deedFor(wish, choices, shown.atMs, chance);
    if (deed !== null && 'choice' in deed && isLast(deed.choice)) {
      this.done.add(nameOf(wish));
      this.open.delete(worker.chat);
    }
    return deed;
  }
}

/** A tap, or a day that is typed. */
export type Deed = { readonly choice: Choice } | { readonly says: string };

const nameOf = ({ clientId, door }: Pick<Wish, 'clientId' | 'door'>) => `${clientId} ${door}`;

/** The tap that does it. */
function isLast({ action }: Choice): boolean {
  if (action.kind !== 'answer') return false;
  const { flow, question, value } = action;
  if (flow === 'client-again') return question === 'review' && value.endsWith(' begin');
  return flow === 'client-status' && question === 'sure';
}

function deedFor(wish: Wish, choices: readonly Choice[], atMs: number, chance: Chance): Deed | null {
  const { clientId, door, status } = wish;
  const opening = [door, 'client-card'].flatMap((flow) =>
    choices.filter(
      ({ action }) => action.kind === 'open' && action.flow === flow && action.args['clientId'] === clientId,
    ),
  )[0];
  if (opening !== undefined) return { choice: opening };
  const answers = choices.filter(({ action }) => action.kind === 'answer' && action.flow === door);
  const [first] = answers;
  if (first?.action.kind !== 'answer') return null;
  // Some days after it: what is past goes by its own rules.
  if (first.action.question === 'release' && chance.hits(0.35)) {
    const today = localParts(new Date(atMs), stationZone).date;
    return { says: addDays(today, -chance.int(1, 6)) };
  }
  const wanted = answers.find(
    ({ action }) => action.kind === 'answer' && action.value.endsWith(` ${status ?? 'begin'}`),
  );
  const isOpen = ['release', 'report'].includes(first.action.question);
  return { choice: wanted ?? (isOpen ? chance.pick(answers) : first) };
}
