import type { TurnContext } from '../engine/types.js';

/** So many numbers fit into a sentence, and under a short answer. */
const most = 3;

/**
 * The first numbers of a variant in one line, digits only: `120 / 110 / 12356`. `aboutId`: whose they are, where staff
 * or the system write.
 */
export function shortNumbers(
  context: TurnContext,
  variant = 'danger',
  level = 3,
  aboutId: string | null = null,
): string {
  const { facts } = context;
  const shown =
    aboutId === null
      ? facts.hotlines(variant, String(level))
      : facts.hotlines(variant, String(level), `of:${aboutId}`);
  const lines = shown.split('\n');
  const numbers = lines
    .map((line) => /^\d[\d -]*\d/u.exec(line)?.[0].trim() ?? '')
    .filter((one) => one !== '');
  return numbers.slice(0, most).join(' / ');
}

/** The first numbers of a variant, one a line with their names: under what somebody may be sent ten times in an hour. */
export function fewNumbers(context: TurnContext, variant: string, level: number): string {
  return context.facts.hotlines(variant, String(level)).split('\n').slice(0, most).join('\n');
}
