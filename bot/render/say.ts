import type { SayEffect } from '../../flows/core-effects.js';
import type { Text } from '../../flows/engine/text.js';
import type { Action, Option } from '../../flows/engine/types.js';
import { insertButtons, tokenOf, type Choice } from '../../prisma/repositories/buttons.js';
import { insertDecision } from '../../prisma/repositories/decisions.js';
import { insertOutboxLater, type NewOutbox } from '../../prisma/repositories/outbox.js';
import { localParts } from '../../scheduler/zone/index.js';
import { ownPlace } from '../crisis/place.js';
import { areNumbers, splitText, withNumbers } from '../channels/shared/index.js';
import type { Turn } from '../turn/types.js';
import { addressesOf, type Addressee } from './addressee.js';
import { awaitAnswer } from './await-answer.js';
import { decideHeld, heldFor } from './family-hold.js';
import { openMoment } from './quiet.js';

const day = 24 * 3_600_000;
/** How long a button works. */
const buttonLifeMs = 14 * day;

/** Writes a message into the outbox: recipients resolved, text frozen in the reader's language, buttons bound. */
export async function say(turn: Turn, effect: SayEffect): Promise<void> {
  const addressees = addressesOf(turn, effect.to, effect.everywhere ?? false);
  if (addressees.length === 0) return noAddress(turn, effect);
  const until = heldFor(turn, effect);
  if (until !== null && (await decideHeld(turn, effect, until)) === 'dropped') return;
  const key = effect.key ?? turn.deps.random.id();
  for (const [index, addressee] of addressees.entries()) {
    const rowKey = index === 0 ? key : `${key}#${addressee.contactId}`;
    write(turn, effect, addressee, rowKey, until ?? turn.now);
  }
}

async function noAddress(turn: Turn, effect: SayEffect): Promise<void> {
  const personId = typeof effect.to === 'object' && 'person' in effect.to ? effect.to.person : null;
  const scope = personId === null ? 'nobody' : `person:${personId}`;
  const step = effect.kind;
  const cycle = effect.key ?? turn.now.toISOString();
  await insertDecision(turn.tx.raw, { scope, step, cycle, personId, code: 'no-address', at: turn.now });
}

function write(turn: Turn, effect: SayEffect, to: Addressee, key: string, from: Date): void {
  const { deps, now, tx } = turn;
  const { buttons: canButton, maxText, images } = deps.capabilities(to.bot);
  const image = effect.image !== undefined && images === true ? effect.image : null;
  const paragraphs = image === null ? (effect.instead ?? effect.paragraphs) : effect.paragraphs;
  const place = ownPlace(turn.station.region);
  const render = (part: Text) => deps.locales.render(part, to.locale, to.zone, place);
  const body = paragraphs.map(render).join('\n\n');
  const rows = effect.options ?? [];
  const label = (option: Option) => render(option.label);
  const header = () => render({ key: 'engine:choose' });
  const text = canButton ? body : withChoices(body, rows.flat().map(label), header);
  const notBefore =
    effect.proactive === true && effect.lane !== 'crisis' ? openMoment(from, to.zone, deps.programme) : from;
  // Held up by a dead channel, what the bot begins must not come a day too late.
  const staleAt = effect.proactive === true && effect.lane !== 'crisis' ? turn.origin?.expiresAt : undefined;
  const parts = splitText(text, maxText);
  const messages: NewOutbox[] = [];
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    messages.push({
      key: isLast ? key : `${key}/${index}`,
      contactId: to.contactId,
      personId: to.personId,
      bot: to.bot,
      lane: effect.lane ?? (effect.proactive === true ? 'reminder' : 'reply'),
      kind: effect.kind,
      proactive: (effect.proactive ?? false) && isLast,
      text: part,
      buttons: isLast ? bind(turn, effect, to, rows, label) : [],
      notBefore,
      createdAt: now,
      expiresAt: effect.expiresAt ?? staleAt ?? null,
      localDay: localParts(notBefore, to.zone).date,
      about: effect.about ?? turn.origin?.about ?? null,
      image: isLast ? image : null,
    });
  }
  insertOutboxLater(tx, messages);
  if (effect.awaits !== undefined) awaitAnswer(turn, to.contactId, effect.awaits);
  if (turn.origin !== null && to.personId === turn.me.personId) turn.origin.said += 1;
}

/** Numbered, unless the choices are numbers themselves: a scale is shown by its ends. */
export function withChoices(body: string, labels: readonly string[], header: () => string): string {
  if (labels.length === 0) return body;
  return areNumbers(labels)
    ? `${body}\n\n${header()}${labels[0]}–${labels.at(-1)}`
    : withNumbers(body, labels, header());
}

/** Binds each option to a token that works for this contact only. */
function bind(
  turn: Turn,
  effect: SayEffect,
  to: Addressee,
  rows: readonly (readonly Option[])[],
  label: (option: Option) => string,
) {
  if (rows.length === 0) return [];
  const token = turn.deps.random.token();
  const choices: Choice[] = [];
  const bound = rows.map((row) =>
    row.map((option) => {
      const place = choices.push({ action: actionOf(option, effect), again: option.again === true }) - 1;
      return { token: tokenOf(token, place), label: label(option) };
    }),
  );
  const expiresAt = new Date(turn.now.getTime() + buttonLifeMs);
  insertButtons(turn.tx, { token, contactId: to.contactId, choices, expiresAt });
  return bound;
}

function actionOf(option: Option, effect: SayEffect): Action {
  if (option.open !== undefined) return { kind: 'open', ...option.open };
  if (effect.asking === undefined)
    throw new Error(`expected an opening option in ${effect.kind}, got an answer to nothing`);
  return { kind: 'answer', ...effect.asking, value: option.value };
}
