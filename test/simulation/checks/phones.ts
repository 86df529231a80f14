import { loadProgramme } from '../../../scheduler/programmes/index.js';
import { isDearMessage } from '../../../scheduler/dear.js';
import { capOf } from '../../../scheduler/eligibility.js';
import { daysBetween, inQuietHours, localParts } from '../../../scheduler/zone/index.js';
import { texts } from '../house.js';
import { hourMs } from '../options.js';
import type { PhoneLine, Shown } from '../phone.js';
import { at, grouped, type Evidence, type Problem, type SentLine, type Witness } from './evidence.js';

const programme = loadProgramme();
const marks = ['zh-CN', 'en'].map((locale) => texts().render({ key: 'engine:repeat' }, locale, 'UTC'));
const isMarked = (text: string) => marks.some((mark) => text.startsWith(mark));

/**
 * No phone shows the same thing twice without a mark: neither one message in two calls, nor the same words that
 * nobody asked for within half a day. The card of a crisis may come again after the process died over it.
 */
export function checkDoubles(evidence: Evidence): Problem[] {
  return evidence.people.flatMap((witness) => [
    ...doubledCalls(evidence, witness),
    // Two people may give a worker the same news within an hour.
    ...(isStaff(witness) ? [] : doubledWords(evidence, witness)),
  ]);
}

const isStaff = ({ member }: Witness) => ['worker', 'supervisor', 'operator'].includes(member.role);

function doubledCalls({ run }: Evidence, { member, shown }: Witness): Problem[] {
  const byMessage = grouped(shown, (line) => line.key.replace(/~$/u, ''));
  return [...byMessage].flatMap(([key, lines]) => {
    const calls = [...new Map(lines.map((line) => [line.call, line])).values()];
    const unmarked = calls.filter((line) => !isMarked(line.text));
    const [first, second] = [unmarked[0], unmarked[1]];
    if (first === undefined || second === undefined) return [];
    const diedBetween = run.starts.some((start) => start >= first.elapsedMs && start <= second.elapsedMs);
    if (key.startsWith('card:') && diedBetween) return [];
    return [
      {
        check: 'doubles',
        chat: member.chat,
        detail: `${key} in ${unmarked.length} calls, ${at(first.atMs)} and ${at(second.atMs)}`,
      },
    ];
  });
}

function doubledWords(evidence: Evidence, witness: Witness): Problem[] {
  const unasked = firstShowings(witness.shown).filter((line) => isUnasked(evidence, witness, line));
  return [...grouped(unasked, (line) => line.text).values()].flatMap((lines) =>
    lines.flatMap((line, index) => {
      const before = lines[index - 1];
      if (before === undefined || line.elapsedMs - before.elapsedMs > 12 * hourMs) return [];
      return [
        {
          check: 'doubles',
          chat: witness.member.chat,
          detail: `the same words at ${at(before.atMs)} and ${at(line.atMs)}`,
        },
      ];
    }),
  );
}

/** Each call once, however often the provider showed it. */
function firstShowings(shown: readonly Shown[]): Shown[] {
  return [...new Map(shown.toReversed().map((line) => [line.call, line])).values()].reverse();
}

/** What this person's phone showed though they had done nothing just then; crisis messages aside. */
function isUnasked({ outbox, run }: Evidence, { taken }: Witness, line: Shown): boolean {
  const row = outbox.get(line.key);
  if (row === undefined || row.lane === 'crisis') return false;
  const isAnswer = taken.has(row.writtenMs) || run.starts.includes(row.writtenMs);
  // The repeat of an answer is no more asked for at its own moment, but it answers.
  return !isAnswer && (row.proactive === 1 || !isMarked(line.text));
}

/** Nothing unasked at night, by the clock of the person as the bot saw it when it sent. */
export function checkNights(evidence: Evidence): Problem[] {
  return ofClientsAndFamily(evidence).flatMap((witness) => {
    const { member, shown } = witness;
    return firstShowings(shown)
      .filter((line) => isUnasked(evidence, witness, line))
      .filter((line) => inQuietHours(new Date(line.atMs), member.zone, programme.quietHours))
      .map((line) => problem('nights', evidence, witness, line));
  });
}

/** After a stop, until the person comes back, nothing that they did not ask for. */
export function checkOptOuts(evidence: Evidence): Problem[] {
  return ofClientsAndFamily(evidence).flatMap((witness) => {
    const problems: Problem[] = [];
    const first = new Set<PhoneLine>(firstShowings(witness.shown));
    let isOut = false;
    for (const line of witness.phone.lines) {
      if (line.by === 'person') {
        // The provider may lose what the bot says to it.
        if (returnWords.includes(line.text)) isOut = false;
        continue;
      }
      if (!first.has(line)) continue;
      if (isOut && !isOfCrisis(evidence, line) && isUnasked(evidence, witness, line))
        problems.push(problem('opt-outs', evidence, witness, line));
      if (says(line, ['own-hand:stop.done', 'own-hand:stop.done-family'])) isOut = true;
    }
    return problems;
  });
}

const returnWords = [
  '回来',
  '/return',
  ...['zh-CN', 'en'].map((locale) => texts().render({ key: 'own-hand:button.return' }, locale, 'UTC')),
];

/** Whoever cried for help hears again a day and three days later, stopped or not. */
const isOfCrisis = ({ outbox }: Evidence, line: Shown) =>
  outbox.get(line.key)?.kind.startsWith('crisis') === true;

/** Whether the line is one of these texts, in either language, whatever it was filled with. */
function says(line: Shown, keys: readonly string[]): boolean {
  return keys.some((key) => patternsOf(key).some((pattern) => pattern.test(line.text)));
}

const patterns = new Map<string, readonly RegExp[]>();

function patternsOf(key: string): readonly RegExp[] {
  const known = patterns.get(key);
  if (known !== undefined) return known;
  const [namespace = '', name = ''] = key.split(':');
  const made = ['zh-CN', 'en'].map((locale) => {
    const found = name
      .split('.')
      .reduce<unknown>(
        (node, part) => (node as Record<string, unknown>)[part],
        texts().namespace(locale, namespace),
      );
    const escaped = String(found)
      .trim()
      .replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
    return new RegExp(escaped.replace(/\\\{\\\{.*?\\\}\\\}/gu, '[\\s\\S]*?'), 'u');
  });
  patterns.set(key, made);
  return made;
}

/** No day of a client brings more proactive messages than the programme allows. */
export function checkCaps(evidence: Evidence): Problem[] {
  return evidence.people.flatMap((witness) => {
    const { member, shown } = witness;
    if (member.role !== 'client') return [];
    // A marked repeat is the same message once more; what follows a cry for help comes whatever the day has brought.
    const proactive = firstShowings(shown).filter(
      (line) =>
        evidence.outbox.get(line.key)?.proactive === 1 && !isMarked(line.text) && !isOfCrisis(evidence, line),
    );
    const days = grouped(proactive, (line) => localParts(new Date(line.atMs), member.zone).date);
    return [...days].flatMap(([day, lines]) => {
      if (lines.length <= capOn(evidence, member, day, lines)) return [];
      const kinds = lines.map((line) => evidence.outbox.get(line.key)?.kind).join(', ');
      return [{ check: 'caps', chat: member.chat, detail: `${lines.length} on ${day}: ${kinds}` }];
    });
  });
}

/** The cap of this day of theirs; the largest one where the release day was mended meanwhile. */
function capOn(
  { enrolments, outbox }: Evidence,
  member: Witness['member'],
  day: string,
  lines: readonly Shown[],
): number {
  const enrolment = enrolments.get(member.id);
  if (enrolment === undefined || enrolment.mended)
    return Math.max(...programme.caps.client.map((rule) => rule.withAppointment));
  const hasAppointment = lines.some((line) => {
    const row = outbox.get(line.key);
    // The word about a leave is of the appointments that fall with it, and of their category.
    return row !== undefined && row.lane !== 'crisis' && (row.kind === 'leave' || isDearMessage(row));
  });
  return capOf(programme, daysBetween(enrolment.releaseOn, day), hasAppointment);
}

/** Of one lane, a person reads things in the order in which they were written. */
export function checkOrder(evidence: Evidence): Problem[] {
  return evidence.people.flatMap(({ member, shown }) => {
    const rows = firstShowings(shown).flatMap((line) => evidence.outbox.get(line.key) ?? []);
    return ['reply', 'crisis', 'reminder', 'bulk'].flatMap((lane) => {
      const ids = rows.filter(
        (row) => row.lane === lane && !row.key.endsWith('~') && !row.key.startsWith('card:'),
      );
      return ids.flatMap((row, index) => disorder(lane, row, ids[index - 1], member.chat));
    });
  });
}

/** What had to wait (the night, a new attempt) may come behind what was written later; crisis messages wait for nobody. */
function disorder(lane: string, row: SentLine, before: SentLine | undefined, chat: string): Problem[] {
  if (before === undefined || before.id <= row.id) return [];
  // Not what was ready when it was written, however the clock stepped since.
  const hadToWait = row.notBefore > row.createdAt && row.notBefore > before.notBefore;
  if (hadToWait || (lane === 'crisis' && row.writtenMs !== before.writtenMs)) return [];
  return [{ check: 'order', chat, detail: `${row.kind} ${row.key} after ${before.kind} ${before.key}` }];
}

function ofClientsAndFamily({ people }: Evidence): Witness[] {
  return people.filter(({ member }) => member.role === 'client' || member.role === 'family');
}

function problem(check: string, { outbox }: Evidence, { member }: Witness, line: Shown): Problem {
  const row = outbox.get(line.key);
  const written =
    row === undefined ? 'unknown to the outbox' : `${row.lane} ${row.kind}, written ${at(row.createdAt)}`;
  return { check, chat: member.chat, detail: `${at(line.atMs)} ${written} (${line.key})` };
}
