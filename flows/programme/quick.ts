import type { Effect } from '../effects.js';
import type { TaskKind } from '../core-effects.js';
import { ask, choices, defineFlow, end } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { Flow, JsonObject, Option, TurnContext } from '../engine/types.js';

/** What one choice of a one-question step does beside its reply. */
export interface QuickChoice {
  /** Opens a task of this kind for the worker. */
  readonly task?: { readonly kind: TaskKind; readonly reason: string };
  /** Goes to another flow in place of a reply. */
  readonly open?: string;
  readonly effects?: (context: TurnContext, args: JsonObject) => readonly Effect[];
}

/** A step that says one thing and takes one tap. Keys: `programme:ID.ask`, `programme:ID.choice.X`, `programme:ID.reply.X`. */
export interface QuickStep {
  readonly id: string;
  readonly choices: Readonly<Record<string, QuickChoice>>;
  /** Part of the key that comes from the due row, e.g. `explain`; none when null. */
  readonly part?: (args: JsonObject) => string;
}

/** Makes a flow of a {@link QuickStep}. */
export function quickFlow(step: QuickStep): Flow {
  const base = (data: JsonObject) =>
    step.part === undefined ? `programme:${step.id}` : `programme:${step.id}.${step.part(data)}`;
  const options = (data: JsonObject): Option[][] =>
    Object.keys(step.choices).map((value) => [{ value, label: text(`${base(data)}.choice.${value}`) }]);
  return defineFlow({
    id: step.id,
    roles: ['client'],
    idleMs: 36 * 3_600_000,
    open: (args) => ask('choice', args),
    questions: {
      choice: {
        reads: { as: 'choice' },
        ask: (context, data) => choices([text(`${base(data)}.ask`, naming(context))], ...options(data)),
        answer(value, context, data) {
          const choice = step.choices[value]!;
          const effects = [...(choice.effects?.(context, data) ?? []), ...taskOf(choice, step.id, context)];
          const reply = text(`${base(data)}.reply.${value}`, naming(context));
          return end(...effects, { do: 'say', to: 'me', paragraphs: [reply], kind: step.id });
        },
      },
    },
  });
}

/** Placeholders that every text of the programme may use. */
export function naming(context: TurnContext): { alias: string; worker: string } {
  const client = context.me.personId === null ? null : context.facts.client(context.me.personId);
  return { alias: context.me.alias, worker: client?.worker?.alias ?? '' };
}

/** The task that a choice opens, if the client has a worker. */
export function taskOf(choice: QuickChoice, step: string, context: TurnContext): Effect[] {
  const { personId } = context.me;
  const client = personId === null ? null : context.facts.client(personId);
  if (choice.task === undefined || personId === null || client?.worker == null) return [];
  return [
    {
      do: 'task.open',
      key: `${choice.task.reason}:${personId}:${step}:${context.today}`,
      kind: choice.task.kind,
      reason: choice.task.reason,
      params: { alias: client.alias },
      clientId: personId,
      assigneeId: client.worker.personId,
      dueAt: context.now,
    },
  ];
}
