import { react, type Choice } from '../../bot/rehearse/personas.js';
import type { Database } from '../../prisma/client.js';
import { buttonsOf, choiceAt } from '../../prisma/repositories/buttons.js';
import type { Wishes } from './again.js';
import type { Agenda } from './agenda.js';
import type { Member } from './cast.js';
import type { Chance } from './chance.js';
import { dayMs, minuteMs } from './options.js';
import type { Shown } from './phone.js';
import type { Provider } from './provider.js';

/** What answering needs. */
export interface Hands {
  readonly db: Database;
  readonly agenda: Agenda;
  readonly provider: Provider;
  /** What workers mean to do. */
  readonly wishes: Wishes;
}

/** Lets somebody answer what comes to their phone, at whole minutes, as their temper is. */
export function answerMessages(hands: Hands, member: Member, chance: Chance): void {
  const phone = hands.provider.phone(member.chat);
  const isStaff = ['worker', 'supervisor', 'operator'].includes(member.role);
  const away = isStaff ? absences(chance) : [];
  phone.onMessage = (shown) => {
    if (shown.buttons.length === 0 || member.role === 'stranger') return;
    // What the buttons mean is asked when the message is read, not in the midst of the bot's transaction.
    hands.agenda.at(shown.elapsedMs + minuteMs, async () => {
      const choices = await choicesOf(hands.db, shown);
      const meant = isAway(away, shown.elapsedMs)
        ? null
        : hands.wishes.choose(member, choices, shown, chance);
      if (meant !== null && 'says' in meant) {
        hands.agenda.at(whole(shown.elapsedMs) + 2 * minuteMs, () =>
          hands.provider.deed(phone, 'text', meant.says),
        );
        return;
      }
      const taps =
        meant !== null
          ? [{ choice: meant.choice, afterMs: 2 * minuteMs }]
          : isStaff
            ? staffTaps(choices, chance, away, shown.elapsedMs)
            : clientTaps(choices, member, chance);
      for (const { choice, afterMs } of taps)
        hands.agenda.at(whole(shown.elapsedMs + afterMs), () =>
          hands.provider.deed(phone, 'button', choice.label, choice.token),
        );
    });
  };
}

interface Tap {
  readonly choice: { readonly token: string; readonly label: string };
  readonly afterMs: number;
}

const whole = (ms: number) => Math.ceil(ms / minuteMs) * minuteMs;

function clientTaps(choices: readonly Choice[], { temper }: Member, chance: Chance): Tap[] {
  // Now and then somebody taps anything, or an old button: both must do no harm.
  if (chance.hits(0.03)) return [{ choice: chance.pick(choices), afterMs: chance.int(2, 3_000) * minuteMs }];
  const random = { chance: chance.chance, id: String, token: String, code: String };
  return react(temper, choices, false, random).map(({ token, label, afterMs }) => ({
    choice: { token, label },
    afterMs: afterMs + chance.int(1, 90) * minuteMs,
  }));
}

/** An alert is taken soon, late or never (whoever is away does not look); other things sometimes. */
function staffTaps(
  choices: readonly Choice[],
  chance: Chance,
  away: readonly Absence[],
  atMs: number,
): Tap[] {
  if (isAway(away, atMs)) return [];
  const alert = choices.find((choice) => choice.action.kind === 'open' && choice.action.flow === 'alert');
  if (alert !== undefined) {
    if (chance.hits(0.15)) return [];
    return [{ choice: alert, afterMs: chance.int(1, chance.hits(0.7) ? 4 : 45) * minuteMs }];
  }
  const toLeave = leaveTap(choices, chance);
  if (toLeave !== null) return toLeave;
  const answers = choices.filter((choice) => choice.action.kind === 'answer');
  if (answers.length > 0) {
    return chance.hits(0.6) ? [{ choice: chance.pick(answers), afterMs: chance.int(2, 30) * minuteMs }] : [];
  }
  return chance.hits(0.1) ? [{ choice: chance.pick(choices), afterMs: chance.int(2, 600) * minuteMs }] : [];
}

/** A wish for leave is mostly looked at, and mostly granted; null: this message is not about one. */
function leaveTap(choices: readonly Choice[], chance: Chance): Tap[] | null {
  const door = choices.find(({ action }) => action.kind === 'open' && action.flow === 'leave-decide');
  const answers = choices.filter(({ action }) => action.kind === 'answer' && action.flow === 'leave-decide');
  const isNews =
    choices.length === 1 && choices[0]!.action.kind === 'open' && choices[0]!.action.flow === 'task-card';
  const choice =
    door ??
    (answers.length > 0 && chance.hits(0.8) ? answers[0] : answers[1]) ??
    (isNews ? choices[0] : undefined);
  if (choice === undefined) return null;
  // A task waits for hours; whoever has opened it says their word before the question is out of date.
  const withinMinutes = answers.length > 0 ? 15 : 300;
  return chance.hits(0.85) ? [{ choice, afterMs: chance.int(1, withinMinutes) * minuteMs }] : [];
}

interface Absence {
  readonly fromMs: number;
  readonly toMs: number;
}

const isAway = (away: readonly Absence[], atMs: number): boolean =>
  away.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);

/** A week off now and then: in it nothing is looked at. Counted from the year's start, so that it needs no clock. */
function absences(chance: Chance): Absence[] {
  const year = Date.UTC(2026, 10, 1);
  return Array.from({ length: 4 }, (_, quarter) => {
    const fromMs = year + (quarter * 60 + chance.int(0, 50)) * dayMs;
    return { fromMs, toMs: fromMs + chance.int(1, 7) * dayMs };
  });
}

async function choicesOf(db: Database, shown: Shown): Promise<Choice[]> {
  return db.read((sql) =>
    shown.buttons.flat().flatMap(({ token, label }) => {
      const buttons = buttonsOf(sql, token);
      const choice = buttons === null ? null : choiceAt(buttons, token);
      return choice === null ? [] : [{ token, label, action: choice.action }];
    }),
  );
}
