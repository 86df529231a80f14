import { defineFlow, stay } from '../engine/define.js';
import { shown, text, type Text } from '../engine/text.js';
import { helpButton } from '../help/help.js';
import type { ComingFacts } from './facts.js';
import { door, enrolmentOf, reply } from './parts.js';

/** The next seven days, one line a day, in words that say nothing to whoever looks over the shoulder. */
export const myPlan = defineFlow({
  id: 'my-plan',
  roles: ['client'],
  questions: {},
  open(_args, context) {
    const enrolment = enrolmentOf(context);
    if (enrolment?.state !== 'active') {
      return stay({
        ...reply(text('own-hand:plan.stopped')),
        options: [[door('own-hand:button.return', 'return'), helpButton]],
      });
    }
    const coming = context.facts.comingUp();
    const head = coming.length === 0 ? text('own-hand:plan.none') : text('own-hand:plan.head');
    const lines =
      coming.length === 0 ? [] : [text('own-hand:lines', { list: { list: daysOf(coming).map(dayLine) } })];
    const rows = [
      [door('own-hand:button.hour', 'hour'), door('own-hand:button.appointments', 'my-appointments')],
      [helpButton],
    ];
    return stay({ ...reply(head, ...lines), options: rows });
  },
});

function daysOf(coming: readonly ComingFacts[]): ComingFacts[][] {
  const days = [...new Set(coming.map((one) => one.day))];
  return days.map((day) => coming.filter((one) => one.day === day));
}

function dayLine(items: readonly ComingFacts[]): Text {
  const [first, ...rest] = items.map((item) =>
    text('own-hand:plan.item', {
      time: shown(item.at, 'time'),
      what: text(`own-hand:plan.kind.${item.kind}`),
    }),
  );
  const what = rest.reduce((before, item) => text('own-hand:plan.and', { before, item }), first!);
  return text('own-hand:plan.day', { day: shown(items[0]!.at, 'day'), what });
}
