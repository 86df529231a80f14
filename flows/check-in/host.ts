import type { Effect } from '../effects.js';
import { end, open } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { JsonObject, Option, Outcome, TurnContext } from '../engine/types.js';
import { linesOf, questionsOf, type Extra, type Line } from '../notes/lines.js';

/** What a check-in keeps in the session: its day, the lines it carries, what is asked after it, and its tone. */
export function hostData(args: JsonObject, context: TurnContext): JsonObject {
  return JSON.parse(
    JSON.stringify({
      day: args['day'] ?? null,
      lines: linesOf(args, context),
      next: questionsOf(args),
      nudge: isNudge(context),
    }),
  ) as JsonObject;
}

/** The greeting of the day and the lines that ride along. */
export function greetingParagraphs(context: TurnContext, data: JsonObject): Text[] {
  const alias = { alias: context.me.alias };
  const day = typeof data['day'] === 'number' ? data['day'] : 0;
  // Seven greetings; shifted by the week, so that neither two days running nor two Mondays sound alike.
  const turn = Math.abs(day + Math.floor(day / 7)) % 7;
  const greeting =
    data['nudge'] === true
      ? text('check-in:greeting.nudge', alias)
      : text(`check-in:greeting.${turn}`, alias);
  return [greeting, ...linesIn(data).map((line) => line.text)];
}

/** The buttons of the lines, each in a row of its own. */
export function lineOptions(data: JsonObject): Option[][] {
  return linesIn(data).flatMap((line) => (line.options === undefined ? [] : [[...line.options]]));
}

/** The end of a check-in: on to what was folded into it as a question, or done. */
export function finish(data: JsonObject, ...effects: Effect[]): Outcome {
  const [next] = (data['next'] ?? []) as unknown as Extra[];
  return next === undefined ? end(...effects) : open(next.flow, next.args, ...effects);
}

function linesIn(data: JsonObject): Line[] {
  return (data['lines'] ?? []) as unknown as Line[];
}

/** The check-in after the first that got no answer says so, kindly; the ones after that do not go on about it. */
function isNudge(context: TurnContext): boolean {
  const silence = context.me.personId === null ? null : context.facts.silence(context.me.personId);
  return silence !== null && silence.asked === 1;
}
