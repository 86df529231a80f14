import type { NoticeCandidate } from '../../flows/notice/facts.js';
import { noticeMessage } from '../../flows/notice/deliver.js';
import { categoryOfKind, noticeKey } from '../../flows/notice/kinds.js';
import type { NoticeEffect } from '../../flows/notice/effects.js';
import { clearGroup } from '../../prisma/repositories/clear-group.js';
import { cancelOutbox } from '../../prisma/repositories/outbox.js';
import { isRepeat } from '../facts/notice.js';
import { noticeAudience } from '../facts/notice-audience.js';
import { say } from '../render/say.js';
import type { Turn } from '../turn/types.js';
import { coreAppliers } from './core.js';
import type { Appliers } from './types.js';

type Send = Extract<NoticeEffect, { do: 'notice.send' }>;

/** Appliers of notices. */
export const noticeAppliers: Appliers<NoticeEffect['do']> = {
  async 'notice.send'(turn, effect) {
    const { tx, me, now } = turn;
    if (me.personId === null) return;
    const known = await tx.prisma.notice.findUnique({ where: { id: effect.noticeId } });
    if (known !== null || (await isRepeat(turn, effect.kind, effect.text))) return;
    const audience = await noticeAudience(turn, effect.kind, effect.until);
    const { noticeId: id, kind, text } = effect;
    const state = 'confirmed';
    await tx.prisma.notice.create({
      data: { id, authorId: me.personId, kind, text, state, createdAt: now, confirmedAt: now },
    });
    await tx.prisma.noticeRecipient.createMany({ data: audience.map((one) => ledgerRow(id, one)) });
    for (const one of audience) await deliver(turn, effect, one);
  },

  async 'notice.cancel'(turn, { noticeId }) {
    const { tx, now } = turn;
    if (!(await isMine(turn, noticeId))) return;
    await cancelOutbox(tx.raw, { about: `notice:${noticeId}` }, 'notice-cancelled');
    await clearGroup(tx.raw, `notice:${noticeId}`, 'notice-cancelled', now);
    await tx.prisma.notice.update({ where: { id: noticeId }, data: { state: 'done' } });
  },

  async 'notice.done'(turn, { noticeId }) {
    if (await isMine(turn, noticeId))
      await turn.tx.prisma.notice.update({ where: { id: noticeId }, data: { state: 'done' } });
  },

  async 'notice.mute'({ tx, me, now, more }, { kind }) {
    const { personId } = me;
    if (personId === null) return;
    const row = { personId, category: categoryOfKind[kind] };
    const where = { personId_category: row };
    await tx.prisma.muted.upsert({ where, create: { ...row, at: now }, update: {} });
    more.push({ do: 'replan', personId });
  },

  async 'notice.unmute'({ tx, me, more }) {
    if (me.personId === null) return;
    await tx.prisma.muted.deleteMany({ where: { personId: me.personId } });
    more.push({ do: 'replan', personId: me.personId });
  },
};

async function isMine({ tx, me }: Turn, noticeId: string): Promise<boolean> {
  const notice = await tx.prisma.notice.findUnique({ where: { id: noticeId } });
  return notice !== null && notice.authorId === me.personId;
}

function ledgerRow(noticeId: string, { personId, verdict }: NoticeCandidate) {
  if (verdict.get === 'not')
    return { noticeId, personId, state: 'excluded', reason: verdict.reason, outboxKey: null };
  const reason = verdict.get === 'later' ? 'later' : null;
  return { noticeId, personId, state: 'included', reason, outboxKey: noticeKey(noticeId, personId) };
}

async function deliver(
  turn: Turn,
  { noticeId, kind, text, until }: Send,
  { personId, verdict }: NoticeCandidate,
) {
  if (verdict.get === 'not') return;
  const author = { personId: turn.me.personId!, alias: turn.me.alias };
  if (verdict.get === 'now')
    return say(turn, noticeMessage(noticeId, personId, text, author, { until, kind }));
  await coreAppliers['due.schedule'](turn, {
    do: 'due.schedule',
    scope: `notice:${noticeId}`,
    step: 'send',
    cycle: personId,
    personId,
    audience: 'client',
    flow: 'notice-deliver',
    args: { noticeId, until: until.toISOString() },
    category: categoryOfKind[kind],
    dueAt: verdict.at,
    expiresAt: until,
    group: `notice:${noticeId}`,
    proactive: true,
  });
}
