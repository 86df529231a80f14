import { textArg } from '../appointments/args.js';
import type { Effect } from '../effects.js';
import { ask, choices, defineFlow, end, plain } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { JsonObject, Option, Outcome, TurnContext } from '../engine/types.js';
import { onDay } from '../onboarding/parts.js';
import { about, inPairs, onlyAbout } from '../staff/layout.js';
import { who } from '../staff/show.js';
import { endTrouble } from './end.js';
import type { CourseFacts } from './facts.js';

/**
 * How a client's follow-up goes on, set by a person: thirty closer days after a lapse or a return, the agreed end, a
 * lighter cadence for good participation. None of it erases anything.
 */
export const clientCourse = defineFlow({
  id: 'client-course',
  roles: ['worker', 'supervisor'],
  idleMs: 30 * 60_000,
  open(args, { facts }) {
    const clientId = textArg(args, 'clientId');
    if (facts.course(clientId) === null) return end(tell(text('staff:client.gone')));
    return args['what'] === 'block' ? ask('block', { clientId }) : ask('what', { clientId });
  },
  questions: {
    what: {
      reads: { as: 'choice' },
      ask(context, data) {
        const course = courseOf(context, data);
        if (course === null) return plain(text('staff:client.gone'));
        return choices(
          [text('course:head', { who: name(context, data) }), ...lines(course)],
          ...buttons(course, data),
        );
      },
      answer: onlyAbout('what', 'clientId', (what, context, data) => chosen(what, context, data)),
    },
    block: {
      reads: { as: 'choice' },
      ask: (context, data) => choices([text('course:block.sure', { who: name(context, data) })], sure(data)),
      answer: onlyAbout('block', 'clientId', (value, context, data) =>
        value === 'yes' ? opened(context, data) : end(tell(text('staff:set.left'))),
      ),
    },
    end: {
      reads: { as: 'day' },
      unclear: text('staff:day.unclear'),
      ask(context, data) {
        const latest = courseOf(context, data)?.latestEnd ?? null;
        const option: Option[] = latest === null ? [] : [{ value: latest, label: text('course:end.latest') }];
        return choices(
          [text('course:end.ask', { who: name(context, data) })],
          about(textArg(data, 'clientId'), option),
        );
      },
      answer: onlyAbout('end', 'clientId', (day, context, data) => ended(day, context, data)),
    },
  },
});

function courseOf({ facts }: TurnContext, data: JsonObject): CourseFacts | null {
  return facts.course(textArg(data, 'clientId'));
}

function name({ facts }: TurnContext, data: JsonObject): Text {
  return who(facts.clientCard(textArg(data, 'clientId')));
}

function lines({ blockUntil, endOn, lighter }: CourseFacts): Text[] {
  return [
    endOn === null ? text('course:end.unknown') : text('course:end.known', { on: onDay(endOn) }),
    ...(blockUntil === null ? [] : [text('course:block.runs', { until: onDay(blockUntil) })]),
    ...(lighter ? [text('course:lighter.runs')] : []),
  ];
}

function buttons({ lighter }: CourseFacts, data: JsonObject): Option[][] {
  const names = ['block', lighter ? 'as-planned' : 'lighter', 'end', 'leave-it'];
  const options = names.map((value) => ({ value, label: text(`course:button.${value}`) }));
  return inPairs(about(textArg(data, 'clientId'), options));
}

function sure(data: JsonObject): Option[] {
  return about(textArg(data, 'clientId'), [
    { value: 'yes', label: text('course:block.yes'), words: 'yes' },
    { value: 'no', label: text('staff:set.no'), words: 'no' },
  ]);
}

function chosen(what: string, context: TurnContext, data: JsonObject): Outcome {
  const personId = textArg(data, 'clientId');
  switch (what) {
    case 'block':
      return ask('block', data);
    case 'end':
      return ask('end', data);
    case 'lighter':
    case 'as-planned':
      return end(
        { do: 'enrolment.change', personId, fields: { lighter: what === 'lighter' } },
        tell(text(`course:lighter.${what}`, { who: name(context, data) })),
      );
    default:
      return end(tell(text('staff:set.left')));
  }
}

function opened(context: TurnContext, data: JsonObject): Outcome {
  const { newId, today } = context;
  return end(
    { do: 'block.open', blockId: newId(), personId: textArg(data, 'clientId'), fromDay: today },
    tell(text('course:block.done', { who: name(context, data) })),
  );
}

function ended(day: string, context: TurnContext, data: JsonObject): Outcome {
  const trouble = endTrouble(day, context.today, courseOf(context, data)?.latestEnd ?? null);
  if (trouble !== null) return ask('end', data, tell(trouble));
  return end(
    { do: 'enrolment.change', personId: textArg(data, 'clientId'), fields: { endOn: day } },
    tell(text('course:end.done', { on: onDay(day) })),
  );
}

function tell(paragraph: Text): Effect {
  return { do: 'say', to: 'me', paragraphs: [paragraph], kind: 'client-card' };
}
