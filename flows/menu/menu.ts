import type { SayEffect } from '../core-effects.js';
import { choices, defineFlow, end, open, stay } from '../engine/define.js';
import { normalise } from '../engine/readers.js';
import { text, type Text } from '../engine/text.js';
import type { JsonObject, Option, Outcome, TurnContext } from '../engine/types.js';
import { textArg } from '../appointments/args.js';
import { here, openEpisode, wordOfEpisode } from '../crisis/here.js';
import { helpButton, helpLine } from '../help/help.js';
import { everybody } from '../onboarding/parts.js';
import { clip } from '../staff/show.js';
import { clientRows, familyRows, settingsRows, staffRows, stoppedRows } from './rows.js';

type Rows = readonly (readonly Option[])[];

/**
 * What can be done here, and what gets everything that nobody else understands: `typed` (asked for), `text` (not
 * understood), `media` (cannot be read), `stale` (an old button). Help is always one tap away.
 */
export const menu = defineFlow({
  id: 'menu',
  roles: everybody,
  questions: {},
  unread: (said, context) => unread(said, context),
  open(args, context) {
    if (args['stale'] === true) return end(say([text('menu:stale')], short));
    const said = textArg(args, 'text');
    const isMedia = typeof args['media'] === 'string';
    const joined = isMedia || said !== '' ? unread(said, context, isMedia) : null;
    if (joined !== null) return joined;
    if (isMedia) return end(say(mediaText(context), short));
    if (context.me.role === 'stranger') return stranger(said, context);
    if (said === '') return stay(say([text('menu:hello', { alias: context.me.alias })], rowsFor(context)));
    return end(notUnderstood(said, args, context));
  },
});

/** "Hello" asks for the menu; of somebody with an open episode it is a knock on the door. */
export const hello = defineFlow({
  id: 'hello',
  roles: everybody,
  questions: {},
  open: (_args, context) => unread('', context) ?? open('menu', { typed: true }),
});

/** In an open episode nothing that is written, or cannot be read, is "not understood". */
function unread(said: string, context: TurnContext, isMedia = false): Outcome | null {
  const word = wordOfEpisode(said, context);
  if (word !== null) return word;
  const episode = openEpisode(context);
  return episode === null ? null : here(episode, said, context, isMedia ? [text('menu:media')] : []);
}

/** Under what is said in the middle of something else: not the whole menu. */
const short: Rows = [
  [
    {
      value: 'menu',
      label: text('menu:door.menu'),
      open: { flow: 'menu', args: { typed: true } },
      again: true,
    },
    helpButton,
  ],
];

function say(paragraphs: readonly Text[], rows: Rows): SayEffect {
  return { do: 'say', to: 'me', ...choices(paragraphs, ...rows), kind: 'menu' };
}

/** Only words can be read; whoever sent a picture or a voice may still need help now. */
function mediaText(context: TurnContext): Text[] {
  return [text('menu:media'), helpLine(context)];
}

/** One kind sentence that reveals nothing; in the middle of joining the open question is simply asked again. */
function stranger(said: string, context: TurnContext): Outcome {
  if (context.facts.asking() !== null) return end(say([text('menu:unclear')], [[helpButton]]));
  if (context.words.list('lost').includes(normalise(said))) return open('lost', {});
  return end(say([text('menu:stranger'), helpLine(context)], [[helpButton]]));
}

function rowsFor({ me, facts }: TurnContext): Rows {
  switch (me.role) {
    case 'client':
      return facts.client(me.personId!)?.enrolment?.state === 'active' ? clientRows : stoppedRows;
    case 'family':
      return familyRows;
    case 'stranger':
      return [[helpButton]];
    case 'worker':
    case 'supervisor':
    case 'operator':
      return staffRows(me.role);
  }
}

/** What was typed is offered to the worker, word for word, on the person's own tap. */
function notUnderstood(said: string, args: JsonObject, context: TurnContext): SayEffect {
  const worker = workerOf(context);
  const isAsked = typeof args['asking'] === 'string';
  const rows = isAsked ? [[helpButton]] : rowsFor(context);
  if (worker === null) return say([text('menu:unclear')], rows);
  const passOn: Option = {
    value: 'pass-on',
    label: text('menu:pass-on', { worker: clip(worker) }),
    open: { flow: 'relay', args: { text: said } },
  };
  return say([text('menu:unclear-pass-on', { worker })], [[passOn], ...rows]);
}

/** What the worker who would read it is called; null for staff, and where there is none. */
function workerOf({ me, facts }: TurnContext): string | null {
  if (me.role !== 'client' && me.role !== 'family') return null;
  const personId = facts.myWorker();
  return personId === null ? null : (facts.relay(personId)?.to.alias ?? null);
}

/** What a client can set. */
export const settings = defineFlow({
  id: 'settings',
  roles: ['client'],
  questions: {},
  open: () => stay(say([text('menu:settings')], settingsRows)),
});

/** When something of ours broke: said plainly, with a number that answers. */
export const sorry = defineFlow({
  id: 'sorry',
  roles: everybody,
  questions: {},
  open: (_args, { facts }) =>
    end(say([text('engine:failed', { number: facts.station().localNumber })], [[helpButton]])),
});
