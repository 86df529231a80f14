import type { SayEffect } from '../core-effects.js';
import type { Effect } from '../effects.js';
import { text, type Text } from '../engine/text.js';
import { isOfAnother } from './comfort.js';
import type { WhoFacts } from './facts.js';
import { slotKey } from './slot-keys.js';
import type { CrisisKind } from './triage/types.js';
import { variantOf, type Variant } from './variants.js';

/** Why somebody is paged; a key under `crisis:page`. */
export type PageReason = 'head' | 'head-soon' | 'please-call' | 'again' | 'uncontacted' | 'handed-on';
/** What a person who has been paged is told afterwards. */
export type NoteReason = 'more' | 'not-yet' | 'says-better' | 'says-safe' | 'says-mistake';

/** What a page says: kind, action wanted and an alias. There is no field for words, on purpose. */
export interface PageSubject {
  readonly alertId: string;
  readonly who: WhoFacts;
  readonly level: 1 | 2 | 3;
  readonly kinds: readonly CrisisKind[];
  /** False: only "please call" (the person has not agreed to more). */
  readonly shared: boolean;
  readonly inHours: boolean;
}

/** How the one concerned is named. */
export function whoText(who: WhoFacts): Text {
  return text(`crisis:page.who.${who.manner}`, { alias: who.alias });
}

/** Wakes somebody, at every address they have, at any hour. A page with a `key` that went out before is not repeated. */
export function page(personId: string, reason: PageReason, subject: PageSubject, key?: string): SayEffect {
  const { alertId, who, shared } = subject;
  const variant = pageVariant(subject);
  const isStranger = who.manner === 'stranger';
  const quiet = isStranger ? 'head-soon' : 'please-call';
  const head = text(`crisis:page.${shared ? reason : quiet}`, { who: whoText(who) });
  const detail = [
    text(`crisis:page.kind.${variant}`),
    text(`crisis:page.act.${isStranger ? 'stranger' : actOf(subject)}`),
    ...(variant === 'violence' ? [text('crisis:page.act.violence')] : []),
  ];
  return {
    do: 'say',
    to: { person: personId },
    paragraphs: [head, ...(shared ? [linesText(detail)] : []), text('crisis:page.seen-note')],
    options: [
      [
        {
          value: 'ack',
          label: text('crisis:button.ack'),
          open: { flow: 'alert', args: { alertId, deed: 'ack' } },
        },
        {
          value: 'contacted',
          label: text('crisis:button.contacted'),
          open: { flow: 'alert', args: { alertId, deed: 'contacted' } },
        },
      ],
    ],
    kind: 'alert-page',
    lane: 'crisis',
    about: `alert:${alertId}`,
    everywhere: true,
    ...(key === undefined ? {} : { key }),
  };
}

/** With a life in danger a lapse is not what it is about. */
function pageVariant({ kinds, level }: PageSubject): Variant {
  const variant = variantOf(kinds);
  return level === 3 && variant === 'lapse' ? 'danger' : variant;
}

/** What is wanted, and by when. */
function actOf({ level, inHours, who, kinds }: PageSubject): string {
  // Whoever cannot be woken answers no phone: whoever stands beside them does.
  const isBody = ['overdose', 'withdrawal', 'body'].includes(variantOf(kinds));
  if (level === 3 && isBody && isOfAnother({ who, kinds }))
    return who.manner === 'reported' ? 'reported' : 'beside';
  return level === 3 ? 'now' : inHours ? 'soon' : 'off-hours';
}

/** Tells those who know of an alert what has come since. The same note goes out once in five minutes. */
export function note(
  people: readonly string[],
  reason: NoteReason,
  alert: { readonly id: string; readonly who: WhoFacts },
  now: Date,
): Effect[] {
  // It is whoever told us who speaks, not the one it is about.
  const key = alert.who.manner === 'reported' || alert.who.manner === 'near' ? `told-by.${reason}` : reason;
  return people.map((personId) => ({
    do: 'say',
    to: { person: personId },
    paragraphs: [text(`crisis:page.${key}`, { who: whoText(alert.who) })],
    options: [
      [
        {
          value: 'open',
          label: text('crisis:button.ack'),
          open: { flow: 'alert', args: { alertId: alert.id, deed: 'ack' } },
        },
      ],
    ],
    kind: 'alert-note',
    lane: 'crisis',
    about: `alert:${alert.id}`,
    key: slotKey('note', [alert.id, reason, personId], now),
  }));
}

/** Several short lines as one paragraph. */
export function linesText(lines: readonly Text[]): Text {
  return text('crisis:line.shown', { lines: { list: lines } });
}
