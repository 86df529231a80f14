import { ask, choices, defineFlow, end } from '../engine/define.js';
import { shown, text, type Text } from '../engine/text.js';
import type { JsonObject, Option, Outcome, Prompt, TurnContext } from '../engine/types.js';
import { about, inPairs, onlyAbout } from '../staff/layout.js';
import { exclusions, type NoticeCandidate } from './facts.js';
import { noticeKinds, type NoticeKind } from './kinds.js';

/** The longest notice, in characters. */
export const noticeLimit = 500;
const hourMs = 3_600_000;

/** How long a notice may be of use, in hours. */
const lives = { tonight: 12, days: 72, week: 168 } as const;

/**
 * A notice to a worker's clients: kind, words, how long they hold, a look at exactly what will be seen and by whom,
 * then out. Many one-to-one messages, never a group; nobody learns who else got it.
 */
export const notice = defineFlow({
  id: 'notice',
  roles: ['worker', 'supervisor'],
  idleMs: 2 * hourMs,
  open: () => ask('kind', {}),
  questions: {
    kind: {
      reads: { as: 'choice' },
      ask: () =>
        choices(
          [text('notice:ask.kind')],
          noticeKinds.map((kind) => ({ value: kind, label: text(`notice:kind.${kind}`) })),
        ),
      answer: (kind, _context, data) => ask('text', { ...data, kind }),
    },
    text: {
      reads: { as: 'text', max: noticeLimit + 1 },
      ask: () => ({ paragraphs: [text('notice:ask.text'), text('notice:ask.discreet')] }),
      answer: written,
    },
    life: {
      reads: { as: 'choice' },
      ask: () =>
        choices(
          [text('notice:ask.life')],
          Object.keys(lives).map((life) => ({ value: life, label: text(`notice:life.${life}`) })),
        ),
      answer: (life, context, data) => preview({ ...data, life }, context),
    },
    preview: {
      reads: { as: 'choice' },
      ask: look,
      answer: onlyAbout('preview', 'noticeId', decided),
    },
  },
});

function written(said: string, context: TurnContext, data: JsonObject): Outcome {
  if (Array.from(said).length > noticeLimit)
    return ask('text', data, tell('notice:too-long', { limit: noticeLimit }));
  const word = context.words.list('indiscreet').find((bad) => said.toLowerCase().includes(bad));
  if (word !== undefined) return ask('text', data, tell('notice:indiscreet', { word }));
  const kind = data['kind'] as NoticeKind;
  if (context.facts.noticeRepeat(kind, said)) return end(tell('notice:repeat'));
  return 'life' in data ? preview({ ...data, text: said }, context) : ask('life', { ...data, text: said });
}

function preview(data: JsonObject, context: TurnContext): Outcome {
  const hours = lives[data['life'] as keyof typeof lives];
  const until = new Date(context.now.getTime() + hours * hourMs).toISOString();
  return ask('preview', { ...data, until, noticeId: context.newId() });
}

function look({ facts, me }: TurnContext, data: JsonObject): Prompt {
  const all = facts.noticeAudience(data['kind'] as NoticeKind, String(data['until']));
  const now = all.filter(({ verdict }) => verdict.get === 'now').length;
  const later = all.filter(({ verdict }) => verdict.get === 'later').length;
  const buttons: Option[] = [
    ...(now + later === 0
      ? []
      : [{ value: 'send', label: text('notice:button.send', { count: now + later }) }]),
    { value: 'rewrite', label: text('notice:button.rewrite') },
    { value: 'drop', label: text('notice:button.drop') },
  ];
  return choices(
    [
      text('notice:preview.head'),
      noticeText(String(data['text']), me.alias),
      text('notice:preview.count', { now, total: all.length }),
      ...(later === 0 ? [] : [text('notice:preview.later', { later })]),
      ...leftOut(all),
    ],
    ...inPairs(about(String(data['noticeId']), buttons)),
  );
}

/** The notice, word for word as a recipient sees it. */
export function noticeText(words: string, author: string): Text {
  return text('notice:message', { text: words, author });
}

/** Who does not get it, by reason, with their names. */
function leftOut(all: readonly NoticeCandidate[]): Text[] {
  const lines = exclusions.flatMap((reason) => {
    const out = all.filter(({ verdict }) => verdict.get === 'not' && verdict.reason === reason);
    if (out.length === 0) return [];
    const names = out
      .slice(0, 6)
      .map(({ alias }) => alias)
      .join(' · ');
    return [
      text(out.length > 6 ? 'notice:out.line-more' : 'notice:out.line', {
        count: out.length,
        names,
        reason: text(`notice:out.${reason}`),
      }),
    ];
  });
  return lines.length === 0 ? [] : [text('notice:out.head', { lines: { list: lines } })];
}

function decided(value: string, context: TurnContext, data: JsonObject): Outcome {
  if (value === 'rewrite') return ask('text', { kind: data['kind'], life: data['life'] });
  if (value !== 'send') return end(tell('notice:dropped'));
  const { now, me } = context;
  const noticeId = String(data['noticeId']);
  const kind = data['kind'] as NoticeKind;
  const words = String(data['text']);
  // Asked again at the last moment: somebody may have sent it from another phone.
  if (context.facts.noticeRepeat(kind, words)) return end(tell('notice:repeat'));
  return end(
    { do: 'notice.send', noticeId, kind, text: words, until: new Date(String(data['until'])) },
    {
      do: 'say',
      to: 'me',
      paragraphs: [text('notice:begun', { at: shown(now, 'time') })],
      options: [[progressButton(noticeId)]],
      kind: 'notice-progress',
    },
    progressRow(noticeId, me.personId!, 0, now),
  );
}

/** A button that shows how far a notice is. */
export function progressButton(noticeId: string): Option {
  return {
    value: 'progress',
    label: text('notice:button.progress'),
    open: { flow: 'notice-progress', args: { noticeId } },
    again: true,
  };
}

/** When to look whether a notice is done: after 2, 4, 8 … minutes, at most every 6 h, for about a week. */
export function progressRow(noticeId: string, authorId: string, round: number, now: Date) {
  const waitMs = Math.min(2 ** (round + 1) * 60_000, 6 * hourMs);
  return {
    do: 'due.schedule',
    scope: `notice:${noticeId}`,
    step: 'progress',
    cycle: String(round),
    personId: authorId,
    audience: 'worker',
    flow: 'notice-progress',
    args: { noticeId, round },
    category: 'task',
    dueAt: new Date(now.getTime() + waitMs),
    startMode: 'interrupt',
  } as const;
}

function tell(key: string, params?: Parameters<typeof text>[1]) {
  return { do: 'say', to: 'me', paragraphs: [text(key, params)], kind: 'notice-answer' } as const;
}
