import type { Effect } from '../effects.js';
import { ask, choices, defineFlow, end, open } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { JsonObject, Outcome, TurnContext } from '../engine/types.js';
import { glassReasons, type GlassReason } from './effects.js';
import type { AlertFacts, EmergencyFacts } from './facts.js';
import { tellMember } from './family-news.js';

interface Case {
  readonly alert: AlertFacts;
  readonly emergency: EmergencyFacts;
}

/**
 * Whoever has a level 3 writes to the family: at once where the client granted F5, else only with a reason, which is
 * logged, told to the client at once, and can be asked about (break-glass). Never where violence is flagged.
 * Args: `{ alertId }`.
 */
export const alertFamily = defineFlow({
  id: 'alert-family',
  roles: ['worker', 'supervisor'],
  open: (args, context) => {
    const alertId = String(args['alertId']);
    return caseOf(alertId, context) === null ? end(gone()) : ask('who', { alertId });
  },
  questions: {
    who: {
      reads: { as: 'choice' },
      ask: (context, data) =>
        choices(
          [text('crisis:family.who')],
          ...(caseOf(String(data['alertId']), context)?.emergency.members ?? [])
            .filter((member) => !member.told)
            .map((member) => [
              {
                value: member.familyId,
                label: text(member.granted ? 'crisis:family.granted' : 'crisis:family.not-granted', {
                  who: member.alias,
                }),
              },
            ]),
          [{ value: 'no', label: text('crisis:family.no'), words: 'no' }],
        ),
      answer: chosen,
    },
    why: {
      reads: { as: 'choice' },
      ask: (_context, data) =>
        choices(
          [text('crisis:family.glass', { who: String(data['who']) })],
          ...glassReasons.map((reason) => [{ value: reason, label: text(`crisis:glass.${reason}`) }]),
          [{ value: 'no', label: text('crisis:family.no'), words: 'no' }],
        ),
      answer: (value, context, data) => {
        const reason = glassReasons.find((known) => known === value);
        return reason === undefined ? back(data) : tell(data, reason, context);
      },
    },
  },
});

/** Looked at anew at every step: somebody may have closed it, or violence may have been told of meanwhile. */
function caseOf(alertId: string, { facts, me }: TurnContext): Case | null {
  const alert = facts.alert(alertId);
  const emergency = facts.emergency(alertId);
  if (alert === null || emergency === null || emergency.withheld || alert.level !== 3) return null;
  return alert.ackBy?.personId === me.personId ? { alert, emergency } : null;
}

function chosen(value: string, context: TurnContext, data: JsonObject): Outcome {
  const member = caseOf(String(data['alertId']), context)?.emergency.members.find(
    (one) => one.familyId === value,
  );
  if (member === undefined) return back(data);
  const next = { ...data, familyId: member.familyId, who: member.alias };
  return member.granted ? tell(next, null, context) : ask('why', next);
}

function tell(data: JsonObject, reason: GlassReason | null, context: TurnContext): Outcome {
  const found = caseOf(String(data['alertId']), context);
  const member = found?.emergency.members.find((one) => one.familyId === data['familyId'] && !one.told);
  if (found === null || member === undefined) return end(gone());
  return end(...tellMember(found.alert, found.emergency, member, reason, context), {
    do: 'say',
    to: 'me',
    paragraphs: [text('crisis:family.done', { who: member.alias })],
    options: [
      [
        {
          value: 'back',
          label: text('crisis:button.back'),
          open: { flow: 'alert', args: { alertId: found.alert.id, deed: 'open' } },
          again: true,
        },
      ],
    ],
    kind: 'alert',
    lane: 'crisis',
  });
}

const back = (data: JsonObject): Outcome => open('alert', { alertId: String(data['alertId']), deed: 'open' });

const gone = (): Effect => ({
  do: 'say',
  to: 'me',
  paragraphs: [text('crisis:family.gone')],
  kind: 'alert',
  lane: 'crisis',
});
