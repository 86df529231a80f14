import type { Effect } from '../effects.js';
import { choices, open } from '../engine/define.js';
import { normalise } from '../engine/readers.js';
import { text, type Text } from '../engine/text.js';
import type { Option, Outcome, TurnContext } from '../engine/types.js';
import { clip } from '../staff/show.js';
import type { AlertFacts } from './facts.js';
import { fewNumbers } from './numbers.js';
import { linesText, note } from './page.js';
import { isStaff } from './subject.js';
import { opening, rest, truthText } from './urgent.js';
import { variantOf } from './variants.js';

/** The episode of whoever writes, while somebody may still be told more of it. Staff write of others all day. */
export function openEpisode({ me, facts }: TurnContext): AlertFacts | null {
  if (isStaff(me.role)) return null;
  const alert = facts.openAlert(me.contactId);
  return alert !== null && ['asked', 'open', 'acknowledged', 'contacted'].includes(alert.state)
    ? alert
    : null;
}

/**
 * What is typed about the episode without a button: "tell them after all", better, worse. Null: it is none of these.
 */
export function wordOfEpisode(said: string, context: TurnContext): Outcome | null {
  const { me, facts, words } = context;
  const alert = isStaff(me.role) ? null : facts.openAlert(me.contactId);
  if (alert === null) return null;
  const { id: alertId, state } = alert;
  const says = (list: string): boolean =>
    said.split(/[,，.。!！;；~～…]+/u).some((part) => words.list(list).includes(normalise(part)));
  const isUntold = state === 'asked' || state === 'declined';
  if (isUntold && says('tell')) return open('crisis', { tell: alertId });
  if (openEpisode(context) === null) return null;
  if (says('feel-worse')) return open('crisis-follow-up', { alertId, said: 'not-yet' });
  return says('feel-better') ? open('crisis-follow-up', { alertId, said: 'better' }) : null;
}

/** Whoever has it, else whoever was called last and can be reached. */
export function holderOf({ ackBy, told }: AlertFacts): { personId: string; alias: string } | null {
  return ackBy ?? told.filter(({ state }) => state !== 'unreachable' && state !== 'failed').at(-1) ?? null;
}

/**
 * Ordinary words, or low mood, of somebody with an open episode: whoever has it hears that they wrote, never what, and
 * they are answered by "I'm here", not by "I didn't understand". Their words go on to a person on their own tap.
 * `words` empty: there is nothing to pass on. `lead`: said first (a picture cannot be read).
 */
export function here(
  alert: AlertFacts,
  words: string,
  context: TurnContext,
  lead: readonly Text[] = [],
): Outcome {
  if (alert.state === 'asked')
    return open('crisis', { retell: alert.id, lead: 'here' }, ...said(alert, lead));
  const people = alert.ackBy === null ? alert.told.map((row) => row.personId) : [alert.ackBy.personId];
  const holder = holderOf(alert);
  const canPass = holder !== null && words !== '';
  const paragraphs = [
    ...lead,
    linesText([text('crisis:here.lead'), truthText(alert.told, context, alert)]),
    numbersOf(alert, context),
    ...(canPass ? [text('crisis:here.offer', { alias: holder.alias })] : []),
  ];
  const rows = [
    ...(canPass ? [[passOn(alert, holder, words)]] : []),
    [word(alert, 'not-yet'), word(alert, 'better')],
    [help],
  ];
  return rest(...note(people, 'more', alert, context.now), ...said(alert, paragraphs, rows));
}

function said(alert: AlertFacts, paragraphs: readonly Text[], rows: readonly Option[][] = []): Effect[] {
  if (paragraphs.length === 0) return [];
  const prompt = choices(paragraphs, ...rows);
  return [
    { do: 'say', to: 'me', ...prompt, kind: 'crisis-truth', lane: 'crisis', about: `alert:${alert.id}` },
  ];
}

/** While nobody has seen it, the sentence before has said "ring" already. */
function numbersOf(alert: AlertFacts, context: TurnContext): Text {
  const lines = fewNumbers(context, variantOf(alert.kinds), alert.level);
  if (alert.told.every((row) => row.seenAt === null)) return text('crisis:line.shown', { lines });
  const isOther = alert.who.manner === 'reported' || alert.who.manner === 'near';
  return text(`crisis:here.numbers-${isOther ? 'other' : 'self'}`, { lines });
}

function passOn(alert: AlertFacts, holder: { personId: string; alias: string }, words: string): Option {
  const { personId, alias } = holder;
  return {
    value: 'pass-on',
    label: text('crisis:button.pass-on', { alias: clip(alias) }),
    open: { flow: 'relay-back', args: { alertId: alert.id, to: personId, alias, text: words } },
  };
}

const word = ({ id }: AlertFacts, value: 'not-yet' | 'better'): Option => ({
  ...opening(value, 'crisis-follow-up', { alertId: id, said: value }),
  again: true,
});

/** The help button. (Made here: the help flow itself leads to the crisis path.) */
const help: Option = {
  value: 'help',
  label: text('help:button.help'),
  open: { flow: 'help', args: {} },
  again: true,
};
