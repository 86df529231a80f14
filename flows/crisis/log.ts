import { defineFlow, stay } from '../engine/define.js';
import { shown, text, type Text } from '../engine/text.js';
import type { OwnAlertFacts } from './facts.js';
import { linesText } from './page.js';

/**
 * What was done when it was bad: when, who was called, who saw it, which of the family was written to and who decided
 * that, how it ended. Not of what kind: somebody else may be looking at this screen.
 */
export const crisisLog = defineFlow({
  id: 'crisis-log',
  roles: ['client', 'family'],
  questions: {},
  open(_args, { facts }) {
    const alerts = facts.ownAlerts();
    const paragraphs =
      alerts.length === 0 ? [text('crisis:log.none')] : [...alerts.map(entry), text('crisis:log.words')];
    return stay({ do: 'say', to: 'me', paragraphs, kind: 'crisis-log' });
  },
});

function entry(alert: OwnAlertFacts): Text {
  const told = alert.told.map((row) =>
    row.seenAt === null
      ? text(row.state === 'sent' ? 'crisis:log.sent' : 'crisis:log.not-sent', { alias: row.alias })
      : text('crisis:log.seen', { alias: row.alias, at: shown(row.seenAt, 'time') }),
  );
  return linesText([
    text('crisis:log.at', { at: shown(alert.openedAt, 'day-time') }),
    ...(told.length > 0 || alert.state === 'declined' ? told : [text('crisis:log.nobody')]),
    ...alert.family.map(familyLine),
    ...alert.lowered.map(({ by, at, reason }) =>
      text('crisis:log.lowered', {
        alias: by,
        at: shown(at, 'time'),
        reason: text(`crisis:lower.${reason}`),
      }),
    ),
    endText(alert),
  ]);
}

function familyLine({ alias, at, by, reason }: OwnAlertFacts['family'][number]): Text {
  const when = shown(at, 'time');
  if (by === null || reason === null) return text('crisis:log.family', { who: alias, at: when });
  return text('crisis:log.family-glass', {
    who: alias,
    at: when,
    alias: by,
    reason: text(`crisis:glass.${reason}`),
  });
}

function endText({ state, outcome }: OwnAlertFacts): Text {
  if (state === 'declined') return text('crisis:log.end.declined');
  if (outcome === null) return text('crisis:log.end.open');
  return text('crisis:log.end.closed', { outcome: text(`crisis:log.outcome.${outcome}`) });
}
