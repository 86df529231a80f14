import type { SayEffect } from '../core-effects.js';
import { toldNow } from '../crisis/chain.js';
import { page } from '../crisis/page.js';
import { sayNow, truthText } from '../crisis/urgent.js';
import type { Effect } from '../effects.js';
import type { Facts } from '../facts.js';
import { shown, text, type Text } from '../engine/text.js';
import type { Option, Role, TurnContext } from '../engine/types.js';
import type { RotaFactsNow } from './facts.js';

/** Who may change the rota. The operator looks after machines, not after people's evenings. */
export const planners: readonly Role[] = ['worker', 'supervisor'];

/** A reply to whoever works on the rota. */
export function reply(...paragraphs: Text[]): SayEffect {
  return { do: 'say', to: 'me', paragraphs, kind: 'rota' };
}

/** Several short lines as one paragraph. */
export function linesText(lines: readonly Text[]): Text {
  return text('rota:lines', { lines: { list: lines } });
}

/** Colleagues who can be woken, the one who asks first. Nobody else is offered: a name without an address wakes nobody. */
export function staffOptions(plan: RotaFactsNow, context: TurnContext): Option[] {
  const mine = (personId: string) => personId === context.me.personId;
  return plan.staff
    .filter((one) => one.reachable)
    .sort((a, b) => Number(mine(b.personId)) - Number(mine(a.personId)))
    .map(({ personId, alias }) => ({
      value: personId,
      label: mine(personId) ? text('rota:button.me') : text('rota:button.who', { alias }),
    }));
}

/** Those who cannot be woken, said once, so that nobody looks for them among the buttons. */
export function unreachableText(plan: RotaFactsNow): Text[] {
  const names = plan.staff
    .filter((one) => !one.reachable)
    .map(({ alias }) => text('rota:seat.name', { alias }));
  return names.length === 0 ? [] : [text('rota:not-joined', { names: { list: names } })];
}

/** A colleague of the rota by id; null when they left meanwhile. */
export function colleague(plan: RotaFactsNow | null, personId: string) {
  return plan?.staff.find((one) => one.personId === personId) ?? null;
}

/** Somebody else's duty is never changed behind their back: a message with a "noted" that comes back. */
export function tellColleague(
  personId: string,
  key: 'rota:told.yours' | 'rota:told.relieved',
  span: { readonly startsAt: Date; readonly endsAt: Date },
  { me }: TurnContext,
): Effect[] {
  if (personId === me.personId || me.personId === null) return [];
  const seen: Option = {
    value: 'seen',
    label: text('rota:button.seen'),
    open: { flow: 'rota-seen', args: { to: me.personId } },
  };
  const params = {
    by: me.alias,
    from: shown(span.startsAt, 'day-time'),
    until: shown(span.endsAt, 'day-time'),
  };
  const options = key === 'rota:told.yours' ? { options: [[seen]] } : {};
  return [
    {
      do: 'say',
      to: { person: personId },
      paragraphs: [text(key, params)],
      ...options,
      kind: 'rota',
      everywhere: true,
    },
  ];
}

/** The next hand-over as a due row of the system: it tells who has it now and looks for gaps. One a hand-over. */
export function nextTurn(facts: Pick<Facts, 'rota'>, now: Date): Effect[] {
  const next = facts.rota()?.coming[1];
  if (next === undefined || next.startsAt <= now) return [];
  return [
    {
      do: 'due.schedule',
      scope: 'rota',
      step: 'hand-over',
      cycle: next.startsAt.toISOString(),
      personId: null,
      audience: 'system',
      flow: 'rota-turn',
      args: {},
      category: 'system',
      dueAt: next.startsAt,
      startMode: 'interrupt',
      catchUp: 'send',
      group: 'rota',
    },
  ];
}

/** When a cover begins: what the one who is away was asked for and has not answered. Read then, it may have been done. */
export function whatWaits(personId: string, startsAt: Date): Effect {
  return {
    do: 'due.schedule',
    scope: 'rota',
    step: 'leave-cover',
    cycle: `${startsAt.toISOString()} ${personId}`,
    personId: null,
    audience: 'system',
    flow: 'leave-cover',
    args: { personId },
    category: 'system',
    dueAt: startsAt,
    startMode: 'interrupt',
  };
}

/** Whoever comes on duty is woken for what nobody has answered yet, and the person is told that somebody new was called. */
export function openCries(personId: string, context: TurnContext): Effect[] {
  const waiting = context.facts.openAlerts().filter((alert) => alert.state === 'open');
  const { alias = '' } = context.facts.rota()?.staff.find((one) => one.personId === personId) ?? {};
  return waiting
    .filter((alert) => !alert.told.some((row) => row.personId === personId))
    .flatMap((alert): Effect[] => {
      const helper = { personId, alias, position: 0, reachable: true };
      const told = [...alert.told, toldNow(helper, context.now)];
      return [
        { do: 'alert.told', alertId: alert.id, personId, position: 0 },
        page(personId, 'again', { ...alert, alertId: alert.id, inHours: context.facts.officeHours().open }),
        sayNow(alert.id, [text('crisis:truth.climbed'), truthText(told, context, alert)], {
          contactId: alert.contactId,
        }),
      ];
    });
}
