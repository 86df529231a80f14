import { defineFlow, end } from '../engine/define.js';
import { text } from '../engine/text.js';
import { staffRows } from '../menu/rows.js';
import { startDigest } from '../staff/digest.js';

/** After a colleague has joined: what can be done here, and the first morning list. */
export const staffWelcome = defineFlow({
  id: 'staff-welcome',
  roles: ['worker', 'supervisor', 'operator'],
  questions: {},
  open: (_args, { me, facts }) =>
    end(
      {
        do: 'say',
        to: 'me',
        paragraphs: [text('onboarding:staff.hello', { alias: me.alias }), text('onboarding:staff.how')],
        options: staffRows(me.role),
        kind: 'staff-welcome',
      },
      // The operator has no tasks of their own, only alerts.
      ...(me.role === 'operator' ? [] : [startDigest(me.personId!, facts)]),
    ),
});
