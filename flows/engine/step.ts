import type { Effect } from '../effects.js';
import { route } from '../router.js';
import { read, readOpening } from './readers.js';
import { drop, frameOf, freshen, push, top } from './session.js';
import { text } from './text.js';
import type {
  Flow,
  Frame,
  JsonObject,
  Outcome,
  Prompt,
  Question,
  Session,
  TurnContext,
  TurnEvent,
  TurnResult,
} from './types.js';

/** The most flows that one turn may run through; more is a loop in the flows. */
const maxHops = 8;
/** A suspended question is asked again after an interruption if it is younger than this. */
const resumeMs = 2 * 3_600_000;

type Flows = ReadonlyMap<string, Flow>;
type Context = TurnContext;

/**
 * One turn: what happened × the session → effects and the new session. Pure; the same input gives the same output.
 * `fallback` is the flow that gets what nobody else understands (`args.text` carries typed text).
 */
export function step(
  flows: Flows,
  session: Session,
  event: TurnEvent,
  context: Context,
  fallback: string,
): TurnResult {
  const fresh = freshen(session, flows, context.now);
  switch (event.type) {
    case 'due':
      return openFlow(flows, fresh, event.flow, event.args, context, true);
    case 'media':
      return openFlow(flows, fresh, fallback, { media: event.media }, context);
    case 'action':
      if (event.action.kind === 'open') {
        return openFlow(flows, fresh, event.action.flow, event.action.args, context);
      }
      return tapped(flows, fresh, event.action, context, fallback);
    case 'text':
      return typed(flows, fresh, event.text, context, fallback);
  }
}

function tapped(
  flows: Flows,
  session: Session,
  action: { flow: string; question: string; value: string; asked: string },
  context: Context,
  fallback: string,
): TurnResult {
  const frame = session.frames.find((open) => open.flow === action.flow && open.question === action.question);
  const isStale = frame === undefined || (action.asked !== '' && action.asked !== frame.askedAt);
  if (isStale) return openFlow(flows, session, fallback, { stale: true }, context);
  const reordered = push(drop(session, frame.flow), frame);
  return answer(flows, reordered, frame, action.value, context);
}

function typed(flows: Flows, session: Session, said: string, context: Context, fallback: string): TurnResult {
  const frame = top(session);
  if (frame === null) return openFlow(flows, session, fallback, { text: said }, context);
  const question = questionOf(flows, frame);
  const prompt = question.ask(context, frame.data);
  const opening = readOpening(said, prompt, context.words, question.reads);
  if (opening != null) return openFlow(flows, session, opening.flow, opening.args, context);
  const value = read(question.reads, said, prompt, context.words);
  if (value !== null) return answer(flows, session, frame, value, context);
  // A command that the open question could not use is a command after all.
  const command = route(said, context.me.role, context.words, false);
  if (command?.kind === 'open') return openFlow(flows, session, command.flow, command.args, context);
  const listener = session.frames.findLast(({ flow: id }) => flows.get(id)?.listens === true);
  if (listener !== undefined && listener !== frame) {
    return answer(flows, push(session, listener), listener, said.trim(), context);
  }
  const taken = flows.get(fallback)?.unread?.(said, context) ?? null;
  if (taken !== null) return follow(flows, session, fallback, taken, context, [], 0, false);
  if (frame.unclear >= 1)
    return openFlow(flows, session, fallback, { text: said, asking: frame.flow }, context);
  const flow = flows.get(frame.flow)!;
  const again = push(session, { ...frame, unclear: frame.unclear + 1 });
  const lead = question.unclear ?? text('engine:unclear');
  return {
    session: again,
    effects: [sayPrompt(flow, frame, withLead(question.again?.(context, frame.data) ?? prompt, lead))],
  };
}

function answer(flows: Flows, session: Session, frame: Frame, value: string, context: Context): TurnResult {
  const outcome = questionOf(flows, frame).answer(value, context, frame.data);
  return follow(flows, session, frame.flow, outcome, context, [], 0, false);
}

function openFlow(
  flows: Flows,
  session: Session,
  id: string,
  args: JsonObject,
  context: Context,
  byClock = false,
  effects: readonly Effect[] = [],
  hops = 0,
): TurnResult {
  const flow = flows.get(id);
  if (flow === undefined) throw new Error(`expected a known flow, got ${id}; add it to flows/index.ts`);
  if (!flow.roles.includes(context.me.role)) return { session, effects: [...effects, notForYou()] };
  return follow(flows, session, id, flow.open(args, context), context, effects, hops, byClock);
}

function follow(
  flows: Flows,
  session: Session,
  id: string,
  outcome: Outcome,
  context: Context,
  before: readonly Effect[],
  hops: number,
  byClock: boolean,
): TurnResult {
  if (hops > maxHops)
    throw new Error(`expected at most ${maxHops} flows in one turn, got more at ${id}; a loop`);
  const effects = [...before, ...outcome.effects];
  switch (outcome.go.to) {
    case 'stay':
      return { session, effects };
    case 'end':
      return resume(flows, drop(session, id), effects, context, byClock);
    case 'open':
      return openFlow(
        flows,
        drop(session, id),
        outcome.go.flow,
        outcome.go.args,
        context,
        byClock,
        effects,
        hops + 1,
      );
    case 'ask': {
      const flow = flows.get(id)!;
      const question = flow.questions[outcome.go.question];
      if (question === undefined) throw new Error(`expected a question of ${id}, got ${outcome.go.question}`);
      const prompt = question.ask(context, outcome.go.data);
      const frame = frameOf(flow, outcome.go.question, outcome.go.data, context.now);
      return {
        session: push(session, frame),
        effects: [...effects, sayPrompt(flow, frame, prompt, byClock)],
      };
    }
  }
}

/** Goes back to the question that was interrupted, if it is still young. */
function resume(
  flows: Flows,
  session: Session,
  effects: readonly Effect[],
  context: Context,
  byClock: boolean,
): TurnResult {
  const frame = top(session);
  const isYoung = frame !== null && context.now.getTime() - Date.parse(frame.askedAt) < resumeMs;
  if (!isYoung || byClock) return { session, effects };
  const flow = flows.get(frame.flow)!;
  const question = questionOf(flows, frame);
  const prompt = question.again?.(context, frame.data) ?? question.ask(context, frame.data);
  return {
    session,
    effects: [...effects, sayPrompt(flow, frame, withLead(prompt, text('engine:back')))],
  };
}

function questionOf(flows: Flows, frame: Frame): Question {
  return flows.get(frame.flow)!.questions[frame.question]!;
}

function withLead(prompt: Prompt, lead: ReturnType<typeof text>): Prompt {
  return { ...prompt, paragraphs: [lead, ...prompt.paragraphs] };
}

function notForYou(): Effect {
  return { do: 'say', to: 'me', paragraphs: [text('engine:not-for-you')], kind: 'engine' };
}

function sayPrompt(flow: Flow, frame: Frame, prompt: Prompt, byClock = false): Effect {
  const { question } = frame;
  const asked = flow.questions[question]?.lasting === true ? '' : frame.askedAt;
  return {
    do: 'say',
    to: 'me',
    paragraphs: prompt.paragraphs,
    ...(prompt.options === undefined ? {} : { options: prompt.options }),
    asking: { flow: flow.id, question, asked },
    kind: flow.id,
    ...(prompt.lane !== undefined
      ? { lane: prompt.lane }
      : byClock
        ? { proactive: true, lane: 'reminder' as const }
        : {}),
  };
}
