/** What a notice may be about; each kind has its own opt-in. */
export const noticeKinds = ['group', 'job', 'news'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** The consent that a kind needs. */
export const scopeOfKind: Record<NoticeKind, string> = { group: 'group', job: 'jobs', news: 'activities' };

/** The category of a kind, as the programme names it. */
export const categoryOfKind: Record<NoticeKind, string> = { group: 'group', job: 'job', news: 'activity' };

/** Key of the message to one recipient: nobody gets a notice twice. */
export function noticeKey(noticeId: string, personId: string): string {
  return `notice:${noticeId}:${personId}`;
}
