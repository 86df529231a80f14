import { ofEpisode } from '../flows/again/episode.js';

/** What a person must not miss: a test or appointment that nobody told them of is one they are blamed for. */

/** A message whose loss is worse than a repeat, and is a reason to call. */
export function isDearMessage(message: {
  readonly lane: string;
  readonly kind: string;
  readonly about: string | null;
}): boolean {
  const { lane, kind, about } = message;
  return (
    lane === 'crisis' ||
    kind.startsWith('appointment') ||
    kind === 'call-up' ||
    kind === 'report-in' ||
    about?.startsWith('appointment:') === true
  );
}

/** A step that is a reason to call when its moment went by. */
export function isDearStep(row: { readonly category: string; readonly audience: string }): boolean {
  return row.audience === 'client' && ['appointment', 'report-in'].includes(row.category);
}

/**
 * Names the cause of a task about steps that went by: all reminders of one appointment are one, so are all of one step
 * in the follow-up of one release.
 */
export function missedKey(
  clientId: string,
  { step, args }: { readonly step: string; readonly args: Readonly<Record<string, unknown>> },
  episode: number,
): string {
  const { appointmentId } = args;
  if (typeof appointmentId === 'string') return `missed:${clientId}:appointment:${appointmentId}`;
  return `missed:${clientId}:${step}${ofEpisode({ episode })}`;
}
