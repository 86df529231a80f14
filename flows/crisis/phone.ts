import type { Effect } from '../effects.js';
import { ask, choices, defineFlow, end, stay } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { Option, Outcome, TurnContext } from '../engine/types.js';
import { staff } from './alert.js';

const day = 24 * 3_600_000;
/** Asked about again after so long: a number that has changed is worse than none. */
const keepDays = 180;
const longest = 24;

/** The number in digits, or null when it cannot be one. `+86 138-0000-0000` → `+8613800000000`. */
export function phoneOf(typed: string): string | null {
  const digits = typed.normalize('NFKC').replace(/[\s()-]/gu, '');
  return /^\+?\d{7,15}$/u.test(digits) ? digits : null;
}

const reply = (key: string, params?: Parameters<typeof text>[1], options?: Option[][]): Effect => ({
  do: 'say',
  to: 'me',
  paragraphs: [text(key, params)],
  ...(options === undefined ? {} : { options }),
  kind: 'phone',
});

const forget: Option = {
  value: 'forget',
  label: text('crisis:phone.forget'),
  open: { flow: 'my-phone', args: { forget: true } },
};

const change: Option = {
  value: 'change',
  label: text('crisis:phone.change'),
  open: { flow: 'my-phone', args: {} },
};

/**
 * A number for the worst hour, if the client wants to leave one: who sees it, and when, is said first. Kept apart,
 * asked about after half a year, forgotten with one tap. Args: `{ forget: true }`, `{ renew: true }`.
 */
export const myPhone = defineFlow({
  id: 'my-phone',
  roles: ['client'],
  open(args, context): Outcome {
    const known = context.facts.ownPhone();
    const clear = { do: 'due.clear', group: groupOf(context), reason: 'forgotten' } as const;
    if (args['forget'] === true) {
      return end({ do: 'phone.keep', number: null }, clear, reply('crisis:phone.forgotten'));
    }
    if (args['renew'] === true && known === null) return end();
    return ask('number', {
      known,
      lead: args['renew'] === true ? 'renew' : known === null ? 'ask' : 'known',
    });
  },
  questions: {
    number: {
      reads: { as: 'text', max: longest },
      ask: (_context, data) => {
        const number = data['known'] === null ? '' : masked(String(data['known']));
        const keep = { value: 'keep', label: text('crisis:phone.keep') };
        const no = { value: 'no', label: text('crisis:phone.no') };
        const rows = data['known'] === null ? [[no]] : [[keep, forget]];
        return choices([text(`crisis:phone.${String(data['lead'])}`, { number })], ...rows);
      },
      answer(value, context, data) {
        if (value === 'no') return end(reply('crisis:phone.none'));
        const number = value === 'keep' ? String(data['known']) : phoneOf(value);
        if (number === null) return ask('number', { ...data, lead: 'unclear' });
        return end(...kept(number, context));
      },
    },
  },
});

const groupOf = ({ me }: TurnContext) => `phone:${String(me.personId)}`;

function kept(number: string, context: TurnContext): Effect[] {
  const { me, now } = context;
  return [
    { do: 'phone.keep', number },
    { do: 'due.clear', group: groupOf(context), reason: 'renewed' },
    {
      do: 'due.schedule',
      scope: groupOf(context),
      step: 'renew',
      cycle: now.toISOString(),
      personId: me.personId,
      audience: 'client',
      flow: 'my-phone',
      args: { renew: true },
      category: 'contact',
      dueAt: new Date(now.getTime() + keepDays * day),
      proactive: true,
      group: groupOf(context),
    },
    reply('crisis:phone.kept', { number }, [[change, forget]]),
  ];
}

/** Enough to know it by, not enough to ring it: the screen may be somebody else's. */
function masked(number: string): string {
  return `…${number.slice(-4)}`;
}

/** The number, for whoever has a level 3; the look is logged, and the client can ask who looked. Args: `{ alertId }`. */
export const alertPhone = defineFlow({
  id: 'alert-phone',
  roles: staff,
  questions: {},
  open(args, context) {
    const alertId = String(args['alertId']);
    const alert = context.facts.alert(alertId);
    const isMine = alert?.ackBy != null && alert.ackBy.personId === context.me.personId;
    const number = isMine ? context.facts.emergencyPhone(alertId) : null;
    const back: Option = {
      value: 'back',
      label: text('crisis:button.back'),
      open: { flow: 'alert', args: { alertId, deed: 'open' } },
      again: true,
    };
    const [key, params] =
      number === null ? ['crisis:phone.gone', undefined] : ['crisis:phone.shown', { number }];
    return stay({
      do: 'say',
      to: 'me',
      paragraphs: [text(key as string, params as { number: string })],
      options: [[back]],
      kind: 'emergency-phone',
      lane: 'crisis',
    });
  },
});
