import type { Action } from '../../flows/engine/types.js';
import type { Random } from '../random.js';

/** Who plays the client. */
export const personas = ['answers', 'silent', 'irregular', 'crisis'] as const;
export type Persona = (typeof personas)[number];

/** A button as a persona sees it: what it means, not what it says. */
export interface Choice {
  readonly token: string;
  readonly label: string;
  readonly action: Action;
}

/** What a persona does with a message: tap one of its buttons after a while, or nothing. */
export interface Reaction {
  readonly token: string;
  readonly label: string;
  readonly afterMs: number;
}

const minute = 60_000;

/** How likely a persona answers a message at all. */
const answering: Readonly<Record<Persona, number>> = { answers: 1, silent: 0, irregular: 0.45, crisis: 1 };

/** The answers of somebody whose days are mixed: value → weight. Questions not named take their first choice. */
const habits: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'check-in/mood': { good: 4, okay: 5, 'not-good': 2, hard: 0.6 },
  'check-in/urge': { '0': 3, '1': 4, '2': 4, '3': 3, '4': 1.5, '5': 1, '6': 0.5, '7': 0.3 },
  'check-in/feeling': { tired: 4, lonely: 3, hungry: 2, angry: 1 },
  'weekly-check/sleep': { well: 2, 'so-so': 3, badly: 1 },
  'weekly-check/low-days': { '0': 1, '1-2': 3, '3-4': 1 },
  'weekly-check/urges': { none: 2, some: 3 },
  'screening/phq-1': { '0': 3, '1': 2 },
  'screening/phq-2': { '0': 3, '1': 2 },
  'screening/gad-1': { '0': 3, '1': 2 },
  'screening/gad-2': { '0': 4, '1': 1 },
};

/** Deeds that are reported by a button beside the question, and how likely they have been done by then. */
const deeds: Readonly<Record<string, number>> = { 'report-in': 0.4, agreement: 0.5 };

/**
 * What this persona does with a message that carries these buttons; nothing, often. `isOpening`: the bot began, so the
 * phone lies about for a while first. Deterministic for a given `random`.
 */
export function react(
  persona: Persona,
  choices: readonly Choice[],
  isOpening: boolean,
  random: Random,
): Reaction[] {
  if (choices.length === 0 || random.chance() >= answering[persona]) return [];
  const startMs = Math.round((isOpening ? 2 + random.chance() * 25 : 0.2 + random.chance()) * minute);
  const done = choices.filter(
    ({ action }) => action.kind === 'open' && random.chance() < (deeds[action.flow] ?? 0),
  );
  const answers = choices.filter((choice) => choice.action.kind === 'answer');
  const chosen = [...done, ...(answers.length === 0 ? [] : [choose(answers, random)])];
  return chosen.map(({ token, label }, index) => ({ token, label, afterMs: startMs + index * minute }));
}

function choose(answers: readonly Choice[], random: Random): Choice {
  const first = answers[0]!;
  if (first.action.kind !== 'answer') return first;
  const habit = habits[`${first.action.flow}/${first.action.question}`];
  if (habit === undefined) return first;
  const weighed = answers.map((choice) => ({ choice, weight: habit[valueOf(choice)] ?? 0 }));
  let left = random.chance() * weighed.reduce((sum, { weight }) => sum + weight, 0);
  for (const { choice, weight } of weighed) {
    left -= weight;
    if (left < 0) return choice;
  }
  return first;
}

function valueOf(choice: Choice): string {
  return choice.action.kind === 'answer' ? choice.action.value : '';
}
