import { defineFlow, end, stay } from '../engine/define.js';
import { text } from '../engine/text.js';

/** "Someone should contact me": a task for the worker, at once or when convenient. Said truthfully: asked, not yet seen. */
export const reachMe = defineFlow({
  id: 'reach-me',
  roles: ['client'],
  questions: {},
  open(args, context) {
    const personId = context.me.personId!;
    const client = context.facts.client(personId);
    if (client?.worker == null)
      return end({ do: 'say', to: 'me', paragraphs: [text('check-in:reach.nobody')], kind: 'reach-me' });
    const isSoon = args['when'] === 'soon';
    return stay(
      {
        do: 'task.open',
        key: `soon:${personId}:${context.today}:${isSoon ? 'soon' : 'convenient'}`,
        kind: isSoon ? 'soon' : 'call',
        reason: isSoon ? 'asked-soon' : 'asked-convenient',
        params: { alias: client.alias },
        clientId: personId,
        assigneeId: client.worker.personId,
        dueAt: context.now,
      },
      {
        do: 'say',
        to: 'me',
        paragraphs: [
          text(isSoon ? 'check-in:reach.told-soon' : 'check-in:reach.told-convenient', {
            worker: client.worker.alias,
          }),
        ],
        kind: 'reach-me',
      },
    );
  },
});
