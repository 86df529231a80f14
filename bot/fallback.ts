import { emptySession, push, top } from '../flows/engine/session.js';
import type { Session } from '../flows/engine/types.js';
import type { Database, Tx } from '../prisma/client.js';
import type { Contact, Outbox } from '../prisma/generated/sqlite/client.js';
import { contactById, personById, sessionOf } from '../prisma/records/index.js';
import { buttonsOf, choiceAt, insertButtons, placeOfToken, tokenOf } from '../prisma/repositories/buttons.js';
import { insertDecision } from '../prisma/repositories/decisions.js';
import { insertOutbox } from '../prisma/repositories/outbox.js';
import { isDearMessage } from '../scheduler/dear.js';
import { splitText } from './channels/shared/index.js';
import { withChoices } from './render/say.js';
import { unreachableKey } from './missed.js';
import { mayWriteTo, reachableAddresses } from './turn/reach.js';
import { runTurn } from './turn/run.js';
import type { TurnDeps } from './turn/types.js';

const dayMs = 24 * 3_600_000;
/** Failures older than this are history: longer than most power cuts, and shorter than words are kept. */
const lookBackMs = 6 * dayMs;
const batch = 50;

type Failed = Pick<
  Outbox,
  'id' | 'key' | 'contactId' | 'personId' | 'bot' | 'state' | 'kind' | 'lane' | 'text' | 'error'
> & {
  readonly buttons: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly proactive: number;
  readonly about: string | null;
  readonly image: string | null;
  readonly localDay: string | null;
};

/**
 * Sees to every message that did not go out: what failed for good (refused, or its reply window shut) goes to another
 * address of the same person, or their worker gets a task to reach them; of what grew stale or may or may not have
 * arrived, only what told of an appointment is a task. Either way a decision says so, once a message. Durable: what a
 * dying process leaves undone the next one finds. Returns how many were written anew.
 */
export async function settleFailed(db: Database, deps: TurnDeps, now: Date): Promise<number> {
  let written = 0;
  for (;;) {
    const rows = await db.raw.query<Failed>(
      `SELECT "id","key","contactId","personId","bot","state","kind","lane","text","error","buttons","createdAt","expiresAt",
         "proactive","about","localDay","image" FROM "Outbox" o
       WHERE o."state" IN ('failed','expired','unknown') AND (o."state" <> 'unknown' OR o."error" = 'left')
         AND o."createdAt" > ? AND NOT EXISTS (SELECT 1 FROM "Decision" d
         WHERE d."scope" = 'outbox:' || o."id" AND d."step" = 'fallback') ORDER BY o."createdAt", o."id" LIMIT ${batch}`,
      new Date(now.getTime() - lookBackMs),
    );
    for (const row of rows) written += await db.transaction((tx) => settleOne(tx, deps, row, now));
    if (rows.length < batch) return written;
  }
}

async function settleOne(tx: Tx, deps: TurnDeps, row: Failed, now: Date): Promise<number> {
  const person = row.personId === null ? null : personById(tx.sql, row.personId);
  const isLate = row.expiresAt !== null && row.expiresAt <= now.getTime();
  const isGone = person === null || person.endedAt !== null;
  const isOver = isGone || isLate || row.text === '' || row.state !== 'failed';
  const other = isOver ? undefined : await nextAddress(tx, deps, row, person.id, now);
  const code = isOver ? 'dropped' : other === undefined ? 'undeliverable' : 'rerouted';
  // One a message: it marks that the failure has been seen to.
  const decision = {
    scope: `outbox:${row.id}`,
    step: 'fallback',
    cycle: row.key,
    personId: row.personId,
    at: now,
  };
  const detail = { from: row.bot, ...(other === undefined ? {} : { to: other.bot }) };
  await insertDecision(tx.raw, { ...decision, code: `${code}.${reasonOf(row, isLate)}`, detail });
  if (other !== undefined) {
    await writeAgain(tx, deps, row, other, now);
    return 1;
  }
  if (!isGone && (isOver ? isDearMessage(row) : matters(row))) {
    const hasBlocked = row.error === 'send.contact-stopped';
    const args = { clientId: person.id, ...(hasBlocked ? { cause: unreachableKey(tx, person.id) } : {}) };
    await runTurn(deps, tx, null, { type: 'due', flow: 'undeliverable', args }, now);
  }
  return 0;
}

const reasonOf = (row: Failed, isLate: boolean): string => (isLate ? 'stale' : (row.error ?? 'failed'));

/** Whoever blocks an account has decided; only what must not be missed is a reason to call them. */
function matters(row: Failed): boolean {
  return row.error !== 'send.contact-stopped' || isDearMessage(row);
}

/** An address that this message has not been tried at and that may be written to now. */
async function nextAddress(
  tx: Tx,
  deps: TurnDeps,
  row: Failed,
  personId: string,
  now: Date,
): Promise<Contact | undefined> {
  const tried = await tx.raw.query<{ contactId: string }>(
    `SELECT "contactId" FROM "Outbox" WHERE "key" = ? OR "key" LIKE ? OR "key" = ?`,
    row.key,
    `${baseOf(row.key)}>%`,
    baseOf(row.key),
  );
  const ids = new Set(tried.map(({ contactId }) => contactId));
  return reachableAddresses(deps, tx.sql, personId, now).find(
    (contact) => !ids.has(contact.id) && mayWriteTo(deps, tx.sql, contact, now),
  );
}

/** The message as it was first written; what comes after `>` names the address of a later copy. */
const baseOf = (key: string): string => key.split('>')[0] ?? key;

async function writeAgain(tx: Tx, deps: TurnDeps, row: Failed, to: Contact, now: Date): Promise<void> {
  const key = `${baseOf(row.key)}>${to.id}`;
  const { buttons: canButton, images, maxText } = deps.capabilities(to.bot);
  const shown = JSON.parse(row.buttons) as { token: string; label: string }[][];
  const buttons = bindAgain(tx, deps, shown, to.id);
  const wasNumbered = !deps.capabilities(row.bot).buttons;
  const header = () => deps.locales.render({ key: 'engine:choose' }, to.locale, 'UTC');
  const labels = shown.flat().map(({ label }) => label);
  const text = canButton || wasNumbered ? row.text : withChoices(row.text, labels, header);
  const parts = splitText(text, maxText);
  await insertOutbox(
    tx.raw,
    parts.map((part, index) => ({
      key: index === parts.length - 1 ? key : `${key}/${index}`,
      contactId: to.id,
      personId: to.personId,
      bot: to.bot,
      lane: row.lane as 'reply',
      kind: row.kind,
      proactive: row.proactive === 1 && index === parts.length - 1,
      text: part,
      buttons: index === parts.length - 1 ? buttons : [],
      notBefore: now,
      createdAt: now,
      expiresAt: row.expiresAt === null ? null : new Date(row.expiresAt),
      localDay: row.localDay,
      about: row.about,
      image: images === true && index === parts.length - 1 ? row.image : null,
    })),
  );
  await moveQuestion(tx, row, to, now);
}

/** The same choices, bound to the new address; the old tokens stay with the old one. */
function bindAgain(
  tx: Tx,
  deps: TurnDeps,
  shown: readonly (readonly { token: string; label: string }[])[],
  contactId: string,
) {
  const [first] = shown.flat();
  const buttons = first === undefined ? null : buttonsOf(tx.sql, first.token);
  if (buttons === null) return [];
  const fresh = deps.random.token();
  insertButtons(tx, { ...buttons, token: fresh, contactId });
  const kept = shown.map((line) =>
    line.flatMap(({ token, label }) =>
      choiceAt(buttons, token) === null ? [] : [{ token: tokenOf(fresh, placeOfToken(token).place), label }],
    ),
  );
  return kept.filter((line) => line.length > 0);
}

/** The question that the message asks is answered where it is read. */
async function moveQuestion(tx: Tx, row: Failed, to: Contact, now: Date): Promise<void> {
  const from = framesOf(tx, row.contactId);
  const frame = top(from);
  if (frame === null || Date.parse(frame.askedAt) !== row.createdAt) return;
  if (contactById(tx.sql, row.contactId) === null) return;
  const { frames } = push(framesOf(tx, to.id), frame);
  const data = { frames: JSON.parse(JSON.stringify(frames)) as object, updatedAt: now };
  const where = { contactId: to.id };
  await tx.prisma.session.upsert({ where, create: { ...where, ...data, version: 1 }, update: data });
}

function framesOf(tx: Tx, contactId: string): Session {
  const row = sessionOf(tx.sql, contactId);
  return row === null ? emptySession : { frames: row.frames as unknown as Session['frames'] };
}
