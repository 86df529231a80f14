import type { Effect } from '../effects.js';
import { ask, choices, defineFlow, end } from '../engine/define.js';
import { text, type Param, type Text } from '../engine/text.js';
import type { JsonObject, Outcome, TurnContext } from '../engine/types.js';
import { textArg } from '../appointments/args.js';
import { memberOf, opener, reply } from './parts.js';
import { grantDays, grantGroup, grantTextVersion, sampleOf, scopeOf, type FamilyScope } from './scopes.js';

const day = 24 * 3_600_000;

/**
 * One question a scope: what it is, exactly what the family member would read, for how long — or not. `scopes` is a
 * comma-separated list; `who` the alias when the family member has just been made.
 */
export const familyGrant = defineFlow({
  id: 'family-grant',
  roles: ['client'],
  open(args, context) {
    const familyId = textArg(args, 'familyId');
    const link = memberOf(context, familyId);
    const who = args['who'] ?? link?.alias ?? null;
    if (who === null) return end(reply(text('family:gone')));
    return next({ familyId, who, scopes: textArg(args, 'scopes'), given: 0 }, context);
  },
  questions: {
    scope: {
      reads: { as: 'choice' },
      ask(context, data) {
        const scope = currentOf(data)!;
        const number = context.facts.station().localNumber;
        return choices(
          [
            text(`family:grant.${scope}`, { who: whoOf(data) }),
            text('family:grant.rule'),
            ...sampleOf(scope, context.me.alias, number, context.now),
            text('family:grant.rule'),
            text('family:grant.how-long'),
          ],
          grantDays.map((days) => ({
            value: String(days),
            label: text(`family:grant.days-${String(days)}`),
          })),
          [{ value: 'no', label: text('family:grant.no'), words: 'no' }],
        );
      },
      answer(value, context, data) {
        const rest = { ...data, scopes: scopesOf(data).slice(1).join(',') };
        const days = grantDays.find((known) => String(known) === value);
        if (days === undefined) return next(rest, context);
        const given = (typeof data['given'] === 'number' ? data['given'] : 0) + 1;
        return next({ ...rest, given }, context, ...grantEffects(currentOf(data)!, days, data, context));
      },
    },
  },
});

function scopesOf(data: JsonObject): FamilyScope[] {
  return textArg(data, 'scopes')
    .split(',')
    .flatMap((name) => scopeOf(name) ?? []);
}

function currentOf(data: JsonObject): FamilyScope | undefined {
  return scopesOf(data)[0];
}

/** The alias: the client's own word, or one of our relation names, which is shown in the reader's language. */
function whoOf(data: JsonObject): Param {
  const who = data['who'];
  return typeof who === 'string' ? who : (who as unknown as Text);
}

function next(data: JsonObject, context: TurnContext, ...effects: Effect[]): Outcome {
  if (currentOf(data) !== undefined) return ask('scope', data, ...effects);
  const given = data['given'] !== 0;
  const done = text(given ? 'family:grant.done' : 'family:grant.none', { who: whoOf(data) });
  const see = opener(text('family:button.see'), 'family-member', { familyId: textArg(data, 'familyId') });
  return end(...effects, { ...reply(done), options: [[see]] });
}

function grantEffects(scope: FamilyScope, days: number, data: JsonObject, context: TurnContext): Effect[] {
  const clientId = context.me.personId!;
  const familyId = textArg(data, 'familyId');
  const consentId = context.newId();
  const expiresAt = new Date(context.now.getTime() + days * day);
  const group = grantGroup(clientId, familyId, scope);
  return [
    {
      do: 'family.grant',
      consentId,
      clientId,
      familyId,
      scope,
      expiresAt,
      textKey: `family:grant.${scope}`,
      textVersion: grantTextVersion,
    },
    { do: 'due.clear', group, reason: 'renewed' },
    {
      do: 'due.schedule',
      scope: `family:${clientId}:${familyId}`,
      step: `expiry-${scope}`,
      cycle: consentId,
      personId: null,
      audience: 'system',
      flow: 'grant-expired',
      args: { clientId, familyId, scope },
      category: 'system',
      dueAt: expiresAt,
      group,
    },
    { do: 'replan', personId: clientId },
  ];
}
