import { alertGroup, callPeople, firstHelpers, type Helper } from '../crisis/chain.js';
import type { AlertFacts, SubjectFacts } from '../crisis/facts.js';
import { here, openEpisode } from '../crisis/here.js';
import { reportOf } from '../crisis/report.js';
import { isStaff, subjectOf } from '../crisis/subject.js';
import { rest } from '../crisis/urgent.js';
import type { Effect } from '../effects.js';
import { text, type Text } from '../engine/text.js';
import type { Outcome, TurnContext } from '../engine/types.js';
import { numbersText } from './numbers-text.js';

/**
 * Somebody asks for a person. In office hours their worker has a task at once, or whoever of those on call can be
 * reached. Outside them a task would lie until the morning: whoever is on call is paged, with "please call" and no
 * more, as after a "yes" (`docs/domain.md` §5). Said truthfully: asked, not seen. In an open episode it joins that one.
 */
export function callMe(context: TurnContext): Outcome {
  const { me, facts } = context;
  const episode = openEpisode(context);
  if (episode !== null && episode.state !== 'asked') return here(episode, '', context);
  const own = me.personId === null ? null : facts.crisisSubject(me.personId);
  const helpers = firstHelpers(context, 2, own);
  const helper = helpers.at(-1);
  const lines = numbersText(context, 'danger', 2);
  if (helper === undefined || !helper.reachable) return rest(sayHelp(lines, text('help:help.talk-nobody')));
  const { alias } = helper;
  if (facts.officeHours().open || isStaff(me.role))
    return rest(task(helper, own, context), sayHelp(lines, text('help:help.talk-told', { alias })));
  return rest(
    ...pageNow(helpers, episode, context),
    sayHelp(lines, text('help:help.talk-called', { alias })),
  );
}

function task(helper: Helper, own: SubjectFacts | null, { me, today, now }: TurnContext): Effect {
  const isClient = own?.role === 'client';
  return {
    do: 'task.open',
    key: `soon:${me.contactId}:${today}`,
    kind: isClient ? 'soon' : 'support',
    reason: 'asked-by-help',
    params: { alias: me.alias, contactId: me.contactId },
    clientId: isClient ? own.personId : null,
    assigneeId: helper.personId,
    dueAt: now,
  };
}

/** A round of its own, content kept back; whoever had not answered yet whether anyone may be told has answered now. */
function pageNow(helpers: readonly Helper[], asked: AlertFacts | null, context: TurnContext): Effect[] {
  const { me, newId } = context;
  const report = reportOf({ level: 2, kinds: [], about: 'self', rule: 'help.talk' });
  const { facts, who } = subjectOf(report, context);
  const alertId = asked?.id ?? newId();
  const opened: Effect[] =
    asked === null
      ? [
          {
            do: 'alert.open',
            alertId,
            contactId: me.contactId,
            personId: facts?.personId ?? me.personId,
            level: 2,
            kinds: [],
            rule: report.rule,
            state: 'open',
          },
        ]
      : [{ do: 'due.clear', group: alertGroup(alertId), reason: 'answered' }];
  const subject = { alertId, who, level: 2, kinds: [], shared: false, inHours: false } as const;
  return [
    ...opened,
    { do: 'alert.call', alertId, shared: false },
    ...callPeople(context, subject, helpers, 'please-call').effects,
  ];
}

const sayHelp = (...paragraphs: Text[]): Effect => ({ do: 'say', to: 'me', paragraphs, kind: 'help' });
