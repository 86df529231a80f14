import { defineFlow, open } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { JsonObject, Outcome, Role, TurnContext } from '../engine/types.js';
import { textArg } from '../appointments/args.js';
import type { AlertFacts } from './facts.js';
import { here, openEpisode } from './here.js';
import { levelThree } from './level-three.js';
import { levelTwo } from './level-two.js';
import { reportOf, type Report } from './report.js';
import { isStaff, subjectOf } from './subject.js';
import { retell, tellAfterAll, tellQuestion } from './tell.js';
import { opening, rest } from './urgent.js';

/** The crisis path knows no stranger: whoever writes is answered. */
export const everyone: readonly Role[] = ['stranger', 'client', 'family', 'worker', 'supervisor', 'operator'];

/**
 * What follows a finding of the gate, or of a flow that knows of danger (a help button, a screening item): level 1
 * coping, level 2 what the client chose, level 3 people at once. Levels and their people: `docs/domain.md` §5.
 *
 * Args: see `Report`, `said` beside level 1; `{ retell: alertId, lead? }` asks again whether anyone may be told,
 * `{ tell: alertId }` is a yes after all.
 */
export const crisis = defineFlow({
  id: 'crisis',
  roles: everyone,
  open(args: JsonObject, context: TurnContext): Outcome {
    if (typeof args['retell'] === 'string') return retell(args['retell'], args['lead'], context);
    if (typeof args['tell'] === 'string') return tellAfterAll(args['tell'], context);
    const report = reportOf(args);
    if (report.level === 1) return levelOne(report, textArg(args, 'said'), context);
    if (isStaff(context.me.role) && !report.confirmed) return askStaff(report);
    return report.level === 3 ? levelThree(report, context) : levelTwo(report, context);
  },
  questions: { tell: tellQuestion },
});

/**
 * Coping, and the worker on the next working day if the client shares such signals. In an open episode it joins that
 * one. `said`: the words, for the person's own tap only.
 */
function levelOne(report: Report, said: string, context: TurnContext): Outcome {
  const episode = openEpisode(context);
  if (episode !== null) return joined(episode, said, context);
  const { facts, isOwn } = subjectOf(report, context);
  const coping = (effects: Parameters<typeof open>[2][]) => open('coping', { from: 'crisis' }, ...effects);
  if (!isOwn || facts === null || facts.worker === null || !facts.sharesSignals) return coping([]);
  return coping([
    {
      do: 'task.open',
      key: `level-1:${facts.personId}:${context.today}`,
      // Not `signal`, which is announced at once: this waits for the list of the next working day.
      kind: 'call',
      reason: 'level-1',
      params: { alias: facts.alias },
      clientId: facts.personId,
      assigneeId: facts.worker.personId,
      dueAt: context.facts.officeHours().nextAt,
    },
  ]);
}

function joined(episode: AlertFacts, said: string, context: TurnContext): Outcome {
  const { effects, go } = here(episode, said, context);
  const level = episode.level === 3 ? 3 : 2;
  return { effects: [{ do: 'alert.join', alertId: episode.id, level, kinds: [] }, ...effects], go };
}

/** Staff write about crises all day: the card goes out, people are called when they say so. */
function askStaff(report: Report): Outcome {
  const args = {
    level: 3,
    kinds: [...report.kinds],
    about: report.about === 'self' ? 'self' : 'other',
    rule: report.rule,
    cardSent: true,
    confirmed: true,
  };
  return rest({
    do: 'say',
    to: 'me',
    paragraphs: [text('crisis:staff.ask')],
    options: [[opening('page-now', 'crisis', args)]],
    kind: 'crisis-truth',
    lane: 'crisis',
  });
}
