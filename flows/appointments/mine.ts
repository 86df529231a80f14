import { choices, defineFlow, end, stay } from '../engine/define.js';
import { text } from '../engine/text.js';
import { reply, when } from './parts.js';
import { whereOption } from './announce.js';

/** How many are shown with a button of their own. */
const shownAtOnce = 5;

/** What is coming, for the client. A call-up is not among them before it was told. */
export const myAppointments = defineFlow({
  id: 'my-appointments',
  roles: ['client'],
  questions: {},
  open(_args, context) {
    const personId = context.me.personId ?? '';
    const ahead = context.facts
      .appointments(personId)
      .filter((row) => row.state === 'planned' && row.startsAt > context.now)
      .slice(0, shownAtOnce);
    const [next] = ahead;
    if (next === undefined) return end(reply(text('appointments:mine.none')));
    const list = { list: ahead.map((row) => text('appointments:mine.row', { when: when(row.startsAt) })) };
    const changes = ahead.map((row) => [
      {
        value: row.id,
        label:
          ahead.length === 1
            ? text('appointments:button.change')
            : text('appointments:mine.change', { when: { date: row.startsAt.toISOString(), style: 'day' } }),
        open: { flow: 'cant-come', args: { appointmentId: row.id } },
      },
    ]);
    const prompt = choices([text('appointments:mine.list', { list })], ...changes, [whereOption(next.id)]);
    return stay({ ...reply(), ...prompt });
  },
});
