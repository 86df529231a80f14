import type { Effect } from '../effects.js';
import { text } from '../engine/text.js';
import type { TurnContext } from '../engine/types.js';
import { emergencyNews } from '../family/scopes.js';
import type { GlassReason } from './effects.js';
import type { AlertFacts, EmergencyFacts } from './facts.js';
import { sayNow } from './urgent.js';

/**
 * F5 by itself: every family member to whom the client has granted it, once an alert. Never where violence is flagged,
 * never without the scope; the client hears that it was done.
 */
export function tellGranted(alert: AlertFacts, context: TurnContext): Effect[] {
  const emergency = context.facts.emergency(alert.id);
  if (emergency === null) return [];
  const granted = emergency.members.filter((one) => one.granted && !one.told);
  if (emergency.withheld) return granted.length === 0 ? [] : [withheld(alert)];
  return granted.flatMap((member) => tellMember(alert, emergency, member, null, context));
}

const withheld = (alert: AlertFacts): Effect => ({
  do: 'decide',
  scope: `alert:${alert.id}`,
  step: 'family',
  cycle: alert.id,
  code: 'crisis.family-withheld',
});

/** The very text that the client saw before granting it; to the client, who was told and why. */
export function tellMember(
  alert: AlertFacts,
  emergency: EmergencyFacts,
  member: EmergencyFacts['members'][number],
  reason: GlassReason | null,
  context: TurnContext,
): Effect[] {
  const { localNumber } = context.facts.station();
  const client = { personId: emergency.clientId, alias: emergency.alias };
  const told =
    reason === null
      ? text('crisis:truth.family', { who: member.alias })
      : text('crisis:truth.family-glass', {
          who: member.alias,
          alias: context.me.alias,
          reason: text(`crisis:glass.${reason}`),
        });
  return [
    { do: 'alert.family', alertId: alert.id, familyId: member.familyId, reason },
    ...emergencyNews(client, [member.familyId], localNumber, alert.id),
    // Under the client's own address: a relative who reported must not learn whom else we write to.
    ...(alert.who.manner === 'client' ? [sayNow(alert.id, [told], { contactId: alert.contactId })] : []),
  ];
}
