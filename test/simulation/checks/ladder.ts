import { minuteMs } from '../options.js';
import type { Run } from '../world.js';
import { at, grouped, itemKey, type DueLine, type Evidence, type Problem } from './evidence.js';
import { powerCuts } from './troubles.js';

/** Steps of a chain that say in their name after how many minutes they come, and those that do not. */
const unnamed: Readonly<Record<string, number>> = { 'ask-again': 30, 'please-call': 60 };
/** Rungs that page somebody, as long as nobody has answered. */
const paging = /^(?:again|on-call|second|supervisor|operator|everyone)-\d+$/u;

/**
 * Each rung of an alert that nobody had answered came after its minutes, neither sooner nor later, however the clock of
 * the bot stepped: counted by the clock that nobody sets. Without power it came as soon as there was some; and it paged.
 */
export function checkLadder(evidence: Evidence): Problem[] {
  const { run, dues, decisions } = evidence;
  const chats = new Map(run.cast.map(({ id, chat }) => [id, chat]));
  const pages = pageMoments(evidence);
  return dues.flatMap((row) => {
    const minutes = minutesOf(row);
    if (minutes === null || !['done', 'planned', 'claimed'].includes(row.state)) return [];
    const said = decisions.get(itemKey(row)) ?? [];
    const firedMs = said.find(({ code }) => code === 'fired' || code === 'silent')?.elapsedMs ?? null;
    const problem = timing(run, row, minutes, firedMs) ?? (firedMs === null ? null : silence(row, firedMs));
    if (problem === null) return [];
    const chat = chats.get(row.personId ?? '-') ?? null;
    return [{ check: 'ladder', chat, detail: `${itemKey(row)} ${problem}` }];
  });

  function silence(row: DueLine, firedMs: number): string | null {
    if (!paging.test(row.step) || pages.has(`${row.scope} ${firedMs}`)) return null;
    return `paged nobody at ${at(firedMs)}`;
  }
}

function minutesOf({ scope, step }: DueLine): number | null {
  if (!scope.startsWith('alert:')) return null;
  return unnamed[step] ?? (/-\d+$/u.test(step) ? Number(step.split('-').at(-1)) : null);
}

function timing(run: Run, row: DueLine, minutes: number, firedMs: number | null): string | null {
  const startMs = run.timeline.elapsed('Due', row.id, row.createdAt);
  const plannedMs = startMs + minutes * minuteMs;
  const latestMs = latest(run, startMs, plannedMs) + minuteMs;
  const cameMs = firedMs ?? run.endElapsedMs;
  if (firedMs !== null && firedMs < plannedMs - 1_000) return `came ${at(firedMs)}, before ${at(plannedMs)}`;
  return cameMs > latestMs ? `came ${firedMs === null ? 'never' : at(firedMs)}, after ${at(latestMs)}` : null;
}

/** A new process cannot tell a step from the time for which there was no power: then the minutes go on where they were. */
function latest(run: Run, startMs: number, plannedMs: number): number {
  let ms = plannedMs;
  for (const { fromMs, toMs } of powerCuts(run)) {
    if (toMs < startMs || fromMs > ms) continue;
    if (run.timeline.steppedWithin(fromMs, toMs)) ms += toMs - fromMs;
    ms = Math.max(ms, toMs);
  }
  return ms;
}

/** `alert:ID moment` of each page, and of each word that there was nobody to page. */
function pageMoments({ outbox, decisions }: Evidence): Set<string> {
  const pages = grouped([...outbox.values()], ({ kind }) => kind).get('alert-page') ?? [];
  const nobody = [...decisions.values()].flat().filter(({ code }) => code.startsWith('crisis.nobody-'));
  return new Set([
    ...pages.map(({ about, writtenMs }) => `${about ?? ''} ${writtenMs}`),
    ...nobody.map(({ scope, elapsedMs }) => `${scope} ${elapsedMs}`),
  ]);
}
