import { dayMs, hourMs, minuteMs } from '../options.js';
import { cries } from '../days.js';
import type { Done } from '../phone.js';
import { at, type Evidence, type Problem, type Witness } from './evidence.js';
import { soonestAfter } from './troubles.js';

const levels = {
  3: Object.values(cries[3]).flat() as string[],
  2: Object.values(cries[2]).flat() as string[],
};

function levelOf(text: string): 3 | 2 | null {
  return levels[3].includes(text) ? 3 : levels[2].includes(text) ? 2 : null;
}

/** Every cry for help that reached the bot brought a card at once, or as soon as the provider took anything. */
export function checkCards(evidence: Evidence): Problem[] {
  return evidence.people.flatMap((witness) =>
    witness.done.flatMap((deed) => {
      if (deed.kind !== 'text' || levelOf(deed.text) === null || deed.takenMs === null) return [];
      const key = `card:${evidence.run.provider.bot}:${deed.updateId}`;
      const shown = witness.shown.find((line) => line.key === key || line.key === `${key}~`);
      const detail = cardProblem(evidence, witness, deed, key, shown?.elapsedMs ?? null);
      return detail === null ? [] : [{ check: 'cards', chat: witness.member.chat, detail }];
    }),
  );
}

function cardProblem(
  { run, outbox }: Evidence,
  { phone }: Witness,
  deed: Done,
  key: string,
  shownMs: number | null,
): string | null {
  const takenMs = deed.takenMs!;
  if (shownMs !== null && shownMs - takenMs < 1_000) return null;
  const calls = run.provider.calls.filter((call) => call.key === key || call.key === `${key}~`);
  const first = calls[0];
  if (first === undefined || first.elapsedMs - takenMs >= 1_000)
    return `no card was sent at ${at(takenMs)} (${key})`;
  // It was tried at once: what the provider did with it is not the bot's fault, giving up would be.
  if (shownMs === null) {
    const row = outbox.get(`${key}~`) ?? outbox.get(key);
    const isGone =
      phone.isBlocked || row?.state === 'sent' || row?.state === 'unknown' || row?.state === 'failed';
    return isGone ? null : `the card of ${at(takenMs)} never came (${key} is ${row?.state ?? 'missing'})`;
  }
  const soonest = soonestAfter(run, takenMs);
  return shownMs - soonest <= 3 * minuteMs ? null : `the card of ${at(takenMs)} came ${at(shownMs)} (${key})`;
}

interface AlertLine {
  readonly id: string;
  readonly row: number;
  readonly level: number;
  readonly state: string;
  /** By the bot's clock. */
  readonly openedAt: number;
  /** When the last message joined it. */
  readonly lastAt: number;
  /** By the clock that nobody sets. */
  readonly openedMs: number;
  readonly lastMs: number;
  readonly ackBy: string | null;
  readonly told: number;
  readonly chat: string;
}

/** Every level 3 made an alert, and every open alert went up the chain until a person had it or all had been called. */
export async function checkHandOvers(evidence: Evidence): Promise<Problem[]> {
  const { run } = evidence;
  const rows = await run.db.raw.query<Omit<AlertLine, 'openedMs' | 'lastMs'>>(
    `SELECT a."id", a.rowid AS "row", a."level", a."state", a."openedAt", a."lastAt", a."ackBy", c."chat",
       (SELECT count(*) FROM "AlertTold" t WHERE t."alertId" = a."id") AS "told"
     FROM "Alert" a JOIN "Contact" c ON c."id" = a."contactId"`,
  );
  const alerts = rows.map((alert) => ({
    ...alert,
    openedMs: run.timeline.elapsed('Alert', alert.row, alert.openedAt),
    lastMs: run.timeline.candidates(alert.lastAt)[1],
  }));
  const crew = (await run.db.raw.query(`SELECT "personId" FROM "OnCall"`)).length;
  return [
    ...evidence.people.flatMap((witness) => unalerted(witness, alerts)),
    ...alerts.flatMap((alert) => unheard(evidence, alert, crew)),
  ];
}

function unalerted({ member, done }: Witness, alerts: readonly AlertLine[]): Problem[] {
  if (!['client', 'family', 'stranger'].includes(member.role)) return [];
  return done.flatMap((deed) => {
    if (deed.kind !== 'text' || levelOf(deed.text) !== 3 || deed.takenMs === null) return [];
    const isKnown = alerts.some(
      ({ chat, openedMs }) => chat === member.chat && openedMs <= deed.takenMs! + hourMs,
    );
    return isKnown
      ? []
      : [{ check: 'hand-overs', chat: member.chat, detail: `no alert for ${at(deed.takenMs)}` }];
  });
}

/** When the person first wrote of danger to life in this episode; its beginning where they never did in words. */
function worseAt(people: Evidence['people'], { chat, openedMs, lastMs }: AlertLine): number {
  const deeds = people.filter(({ member }) => member.chat === chat).flatMap(({ done }) => done);
  const isWithin = (ms: number) => ms >= openedMs - minuteMs && ms <= lastMs + minuteMs;
  const taken = deeds.flatMap(({ kind, text, takenMs }) =>
    kind === 'text' && levelOf(text) === 3 && takenMs !== null && isWithin(takenMs) ? [takenMs] : [],
  );
  return taken.length === 0 ? openedMs : Math.max(openedMs, Math.min(...taken));
}

function unheard({ run, written, people }: Evidence, alert: AlertLine, crew: number): Problem[] {
  if (alert.level < 3 || alert.openedMs > run.endElapsedMs - 3 * hourMs) return [];
  const staff = people.filter(({ member }) => ['worker', 'supervisor', 'operator'].includes(member.role));
  const about = `alert:${alert.id}`;
  const pages = staff.flatMap(({ member, shown }) => {
    const keys = new Set(
      (written.get(member.chat) ?? [])
        .filter((row) => row.about === about && row.kind === 'alert-page')
        .map((row) => row.key),
    );
    return shown.filter((line) => keys.has(line.key));
  });
  // What began as a level 2 may have been paged for before it became a level 3.
  const since = worseAt(people, alert);
  const first = Math.min(...pages.map((line) => line.elapsedMs).filter((ms) => ms >= since), Infinity);
  const problem = (detail: string): Problem[] => [
    {
      check: 'hand-overs',
      chat: alert.chat,
      detail: `${detail} (${alert.id}, ${at(alert.openedMs)}, ${alert.state})`,
    },
  ];
  if (!Number.isFinite(first)) return problem('nobody was paged');
  if (first - soonestAfter(run, since) > 10 * minuteMs && first - since > 10 * minuteMs)
    return problem(`the first page came ${at(first)}`);
  const isTaken = alert.ackBy !== null || ['resolved', 'false-alarm', 'contacted'].includes(alert.state);
  const isOver = alert.openedMs < run.endElapsedMs - dayMs;
  return isTaken || !isOver || alert.told >= crew ? [] : problem(`only ${alert.told} of ${crew} were told`);
}
