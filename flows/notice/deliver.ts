import type { SayEffect } from '../core-effects.js';
import { defineFlow, stay } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { Outcome, TurnContext, JsonObject } from '../engine/types.js';
import { noticeKey, type NoticeKind } from './kinds.js';
import { offButton } from './mute.js';
import { noticeText, progressButton, progressRow } from './notice.js';

/** The message to one recipient. */
export function noticeMessage(
  noticeId: string,
  personId: string,
  words: string,
  author: { readonly personId: string; readonly alias: string },
  { until, kind }: { readonly until: Date; readonly kind: NoticeKind },
): SayEffect {
  return {
    do: 'say',
    to: { person: personId },
    paragraphs: [noticeText(words, author.alias)],
    options: [
      [
        {
          value: 'reply',
          label: text('relay:button.reply'),
          open: { flow: 'relay', args: { personId: author.personId } },
          again: true,
        },
        offButton(kind),
      ],
    ],
    kind: 'notice-message',
    lane: 'bulk',
    proactive: true,
    about: `notice:${noticeId}`,
    key: noticeKey(noticeId, personId),
    expiresAt: until,
  };
}

/** A notice that had to wait for another morning; eligibility is asked again by the scheduler and by the look-up. */
export const noticeDeliver = defineFlow({
  id: 'notice-deliver',
  roles: ['client'],
  questions: {},
  open(args, { facts, me }) {
    const noticeId = String(args['noticeId']);
    const found = facts.noticeFor(noticeId);
    if (found === null || me.personId === null) return stay();
    const author = { personId: found.authorId, alias: found.author };
    const how = { until: new Date(String(args['until'])), kind: found.kind };
    return stay(noticeMessage(noticeId, me.personId, found.text, author, how));
  },
});

/** How far a notice is; opened by its author, and by the clock until it is done (`round`). */
export const noticeProgress = defineFlow({
  id: 'notice-progress',
  roles: ['worker', 'supervisor'],
  questions: {},
  open(args, context) {
    const noticeId = String(args['noticeId']);
    if (args['cancel'] === true) return cancel(noticeId, context);
    const progress = context.facts.noticeProgress(noticeId);
    if (progress === null) return stay();
    const { total, sent, waiting, failed, isDone } = progress;
    const isByClock = typeof args['round'] === 'number';
    if (isByClock) return byClock(noticeId, args, context);
    return stay({
      do: 'say',
      to: 'me',
      paragraphs: [
        text('notice:progress', { sent, total }),
        ...(failed === 0 ? [] : [text('notice:failed', { failed })]),
      ],
      options: waiting === 0 || isDone ? [] : [[progressButton(noticeId), cancelButton(noticeId)]],
      kind: 'notice-progress',
    });
  },
});

function byClock(noticeId: string, args: JsonObject, { facts, me, now }: TurnContext): Outcome {
  const { sent, total, waiting, failed, isDone } = facts.noticeProgress(noticeId)!;
  if (isDone) return stay();
  if (waiting > 0) return stay(progressRow(noticeId, me.personId!, Number(args['round']) + 1, now));
  return stay(
    { do: 'notice.done', noticeId },
    {
      do: 'say',
      to: 'me',
      paragraphs: [
        text('notice:done', { sent, total }),
        ...(failed === 0 ? [] : [text('notice:failed', { failed })]),
      ],
      kind: 'notice-progress',
      proactive: true,
      key: `notice-done:${noticeId}`,
    },
  );
}

function cancelButton(noticeId: string) {
  return {
    value: 'cancel',
    label: text('notice:button.cancel'),
    open: { flow: 'notice-progress', args: { noticeId, cancel: true } },
  };
}

function cancel(noticeId: string, { facts }: TurnContext): Outcome {
  const progress = facts.noticeProgress(noticeId);
  if (progress === null) return stay();
  return stay(
    { do: 'notice.cancel', noticeId },
    {
      do: 'say',
      to: 'me',
      paragraphs: [text('notice:cancelled', { sent: progress.sent, stopped: progress.waiting })],
      kind: 'notice-progress',
    },
  );
}
