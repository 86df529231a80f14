import { textArg } from '../appointments/args.js';
import type { Effect } from '../effects.js';
import { defineFlow, end } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { Option, TurnContext } from '../engine/types.js';
import { helpButton } from '../help/help.js';
import { longerButton } from './ask.js';
import type { LeaveFacts } from './facts.js';
import { backButton, leaveGroup, period, reply, written } from './parts.js';

/** What the client hears of the decision. */
export const leaveAnswer = defineFlow({
  id: 'leave-answer',
  roles: ['client'],
  questions: {},
  open(args, { facts }) {
    const found = facts.leave(textArg(args, 'leaveId'));
    if (found === null || !['approved', 'declined'].includes(found.state)) return end();
    const worker = found.worker?.alias ?? '';
    const how = found.state === 'approved' ? 'approved' : textArg(args, 'how');
    const head = text(`leave:answer.${how}`, { ...period(found), worker });
    const paragraphs = found.state === 'approved' ? [head, ...written(found, worker)] : [head];
    const options = found.state === 'approved' ? [[backButton, helpButton]] : [[againButton, writeButton]];
    return end({ ...reply(...paragraphs), options, proactive: true, lane: 'reminder' });
  },
});

const againButton: Option = {
  value: 'again',
  label: text('leave:button.again'),
  open: { flow: 'leave', args: {} },
};
const writeButton: Option = {
  value: 'write',
  label: text('leave:button.write'),
  open: { flow: 'relay', args: {} },
  again: true,
};

/** The morning after the last day. */
export const leaveOver = defineFlow({
  id: 'leave-over',
  roles: ['client'],
  questions: {},
  open(args, { facts, me }) {
    const found = facts.leave(textArg(args, 'leaveId'));
    if (found?.state !== 'approved') return end();
    return end({
      ...reply(text('leave:over', { alias: me.alias })),
      options: [[backButton, longerButton], [helpButton]],
      proactive: true,
      lane: 'reminder',
    });
  },
});

/** A day later and not a word: a person asks. Nothing is concluded. */
export const leaveLate = defineFlow({
  id: 'leave-late',
  roles: ['operator'],
  questions: {},
  open(args, { facts, now }) {
    const found = facts.leave(textArg(args, 'leaveId'));
    if (found?.state !== 'approved') return end();
    const assigneeId =
      found.worker?.personId ?? facts.station().onCall.find(({ position }) => position < 3)?.personId;
    if (assigneeId === undefined) return end();
    return end({
      do: 'task.open',
      key: `leave-late:${found.id}`,
      kind: 'call',
      reason: 'leave-late',
      params: { alias: found.alias, at: `${found.toDay}T12:00:00.000Z` },
      clientId: found.personId,
      assigneeId,
      dueAt: now,
    });
  },
});

/** Whoever begins to stand in hears of the leave that a colleague was asked for. Args: `{ personId }`. */
export const leaveCover = defineFlow({
  id: 'leave-cover',
  roles: ['operator'],
  questions: {},
  open(args, { facts }) {
    const personId = textArg(args, 'personId');
    return end(
      ...facts.leaveWaiting(personId).map(({ taskId, alias }): Effect => ({
        do: 'say',
        to: { person: personId },
        paragraphs: [text('staff:announce.leave', { alias })],
        options: [
          [
            {
              value: 'open',
              label: text('staff:button.open-task'),
              open: { flow: 'task-card', args: { taskId } },
            },
          ],
        ],
        kind: 'task',
        proactive: true,
        key: `leave-cover:${taskId}:${personId}`,
        about: `task:${taskId}`,
      })),
    );
  },
});

/** Back, or not going after all: one word or one tap. */
export const leaveBack = defineFlow({
  id: 'leave-back',
  roles: ['client'],
  questions: {},
  open(_args, context) {
    const found = context.facts.myLeave();
    if (found === null) return end({ ...reply(text('leave:none')), options: [[helpButton]] });
    return end(...over(found, context));
  },
});

function over(found: LeaveFacts, { me, today }: TurnContext): Effect[] {
  const isGone = found.state === 'approved' && found.fromDay <= today;
  const told = isGone ? 'leave:staff.back' : 'leave:staff.dropped';
  const toldTo = found.state === 'asked' ? found.asked : found.worker;
  return [
    { do: 'leave.end', leaveId: found.id },
    { do: 'due.clear', group: leaveGroup(found.personId), reason: 'returned' },
    { ...reply(text(isGone ? 'leave:back' : 'leave:dropped', { alias: me.alias })), options: [[helpButton]] },
    ...(toldTo === null
      ? []
      : [
          {
            do: 'say',
            to: { person: toldTo.personId },
            paragraphs: [text(told, { alias: me.alias, ...period(found) })],
            kind: 'leave-news',
            proactive: true,
            key: `leave-back:${found.id}`,
          } as const,
        ]),
  ];
}
