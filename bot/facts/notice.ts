import type { NoticeFacts, NoticeProgress } from '../../flows/notice/facts.js';
import { categoryOfKind, noticeKinds, scopeOfKind, type NoticeKind } from '../../flows/notice/kinds.js';
import type { FactLoaders, FactScope } from '../turn/facts.js';
import { noticeAudience } from './notice-audience.js';

const dayMs = 24 * 3_600_000;
const staffRoles = ['worker', 'supervisor'];

/** Loaders for notices. */
export const noticeLoaders: Pick<FactLoaders, keyof NoticeFacts> = {
  noticeAudience: (scope, kind, until) =>
    staffRoles.includes(scope.me.role) ? noticeAudience(scope, kind, new Date(until)) : Promise.resolve([]),

  noticeRepeat: (scope, kind, text) => isRepeat(scope, kind, text),

  async noticeFor({ tx, me, now }, noticeId) {
    if (me.personId === null) return null;
    const { prisma } = tx;
    const where = { noticeId_personId: { noticeId, personId: me.personId } };
    const recipient = await prisma.noticeRecipient.findUnique({ where });
    const notice = await prisma.notice.findUnique({ where: { id: noticeId } });
    if (recipient?.state !== 'included' || notice === null || notice.state === 'done') return null;
    const consent = await prisma.consent.findFirst({
      where: {
        personId: me.personId,
        scope: scopeOfKind[notice.kind as NoticeKind],
        revokedAt: null,
        OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
      },
    });
    const category = categoryOfKind[notice.kind as NoticeKind];
    const muted = await prisma.muted.count({ where: { personId: me.personId, category } });
    const author = await prisma.person.findUnique({ where: { id: notice.authorId } });
    if (consent === null || author === null || muted > 0) return null;
    const kind = notice.kind as NoticeKind;
    return { text: notice.text, kind, authorId: author.id, author: author.alias };
  },

  async mutedNotices({ tx, me }) {
    const rows = await tx.prisma.muted.findMany({ where: { personId: me.personId ?? '' } });
    return noticeKinds.filter((kind) => rows.some(({ category }) => category === categoryOfKind[kind]));
  },

  async noticeProgress(scope, noticeId) {
    const notice = await scope.tx.prisma.notice.findUnique({ where: { id: noticeId } });
    if (notice === null || notice.authorId !== scope.me.personId) return null;
    return { ...(await progressOf(scope, noticeId)), isDone: notice.state === 'done' };
  },
};

/** Whether this author sent the same words to the same kind of audience within 24 h (R2). */
export async function isRepeat(
  { tx, me, now }: Pick<FactScope, 'tx' | 'me' | 'now'>,
  kind: string,
  text: string,
): Promise<boolean> {
  if (me.personId === null) return false;
  const recent = await tx.prisma.notice.findMany({
    where: { authorId: me.personId, kind, confirmedAt: { gt: new Date(now.getTime() - dayMs) } },
  });
  return recent.some((notice) => plain(notice.text) === plain(text));
}

/** Words without what the eye does not tell apart. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, '');
}

async function progressOf({ tx }: FactScope, noticeId: string): Promise<Omit<NoticeProgress, 'isDone'>> {
  const rows = await tx.raw.query<{ state: string | null; later: number }>(
    `SELECT o."state" AS state, EXISTS (SELECT 1 FROM "Due" d WHERE d."scope" = ? AND d."step" = 'send'
         AND d."cycle" = r."personId" AND d."state" IN ('planned','claimed')) AS later
     FROM "NoticeRecipient" r LEFT JOIN "Outbox" o ON o."key" = r."outboxKey"
     WHERE r."noticeId" = ? AND r."state" = 'included'`,
    `notice:${noticeId}`,
    noticeId,
  );
  const sent = rows.filter(
    ({ state }) => state !== null && ['sent', 'delivered', 'read'].includes(state),
  ).length;
  const waiting = rows.filter(({ state, later }) =>
    state === null ? later === 1 : ['queued', 'sending', 'errored', 'held'].includes(state),
  ).length;
  return { total: rows.length, sent, waiting, failed: rows.length - sent - waiting };
}
