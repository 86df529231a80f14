import type { StationFacts } from '../../flows/core-facts.js';
import type { Effect, EffectOf } from '../../flows/effects.js';
import { emptySession } from '../../flows/engine/session.js';
import { step } from '../../flows/engine/step.js';
import type {
  Action,
  Flow,
  JsonObject,
  Me,
  Session,
  TurnContext,
  TurnEvent,
} from '../../flows/engine/types.js';
import type { Facts } from '../../flows/facts.js';
import { testLocales } from './context.js';

/** A station with one site, for flows that only need some station. */
export const someStation: StationFacts = {
  id: 'station',
  unit: 'unit',
  region: 'cn-sh',
  zone: 'Asia/Shanghai',
  locale: 'zh-CN',
  localNumber: '021-55550100',
  sites: [{ id: 'east', name: 'East', address: '12 Plane Road' }],
  hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' })),
  group: null,
  practice: true,
  onCall: [{ position: 0, personId: 'worker', alias: 'Lin' }],
};

/** A person in a conversation; a client unless told. */
export function someone(change: Partial<Me> = {}): Me {
  const me = { contactId: 'contact', personId: 'client', role: 'client', alias: 'Ming' } as const;
  return { ...me, locale: 'zh-CN', zone: 'Asia/Shanghai', ...change };
}

/** One pure conversation for unit tests: turns over plain facts, the session re-read from JSON at every turn. */
export class Talk {
  private session: Session = emptySession;
  private ids = 0;

  constructor(
    private readonly flows: readonly Flow[],
    /** What may be looked up; a look-up that is not here fails the test. */
    readonly facts: Partial<Facts>,
    readonly me: Me = someone(),
    public now = new Date('2026-12-01T02:00:00Z'),
  ) {}

  /** Opens a flow as a button does. */
  open(flow: string, args: JsonObject = {}): Effect[] {
    return this.turn({ type: 'action', action: { kind: 'open', flow, args } });
  }

  /** Opens a flow as a due row does. */
  due(flow: string, args: JsonObject = {}): Effect[] {
    return this.turn({ type: 'due', flow, args });
  }

  /** Answers the question that is open. */
  answer(value: string): Effect[] {
    const frame = this.session.frames.at(-1);
    if (frame === undefined) throw new Error('expected an open question, got none');
    return this.turn({
      type: 'action',
      action: { kind: 'answer', flow: frame.flow, question: frame.question, value, asked: frame.askedAt },
    });
  }

  /** Taps a button with this meaning. */
  tap(action: Action): Effect[] {
    return this.turn({ type: 'action', action });
  }

  /** Types something. */
  say(text: string): Effect[] {
    return this.turn({ type: 'text', text });
  }

  /** The open question as `flow.question`, or null. */
  get asked(): string | null {
    const frame = this.session.frames.at(-1);
    return frame === undefined ? null : `${frame.flow}.${frame.question}`;
  }

  private turn(event: TurnEvent): Effect[] {
    const flows = new Map(this.flows.map((flow) => [flow.id, flow]));
    const session = JSON.parse(JSON.stringify(this.session)) as Session;
    const result = step(flows, session, event, this.context(), 'menu');
    this.session = result.session;
    return [...result.effects];
  }

  private context(): TurnContext {
    return {
      now: this.now,
      today: this.now.toISOString().slice(0, 10),
      me: this.me,
      facts: { station: () => someStation, ...this.facts } as Facts,
      words: testLocales().words,
      newId: () => `id-${String((this.ids += 1))}`,
      newCode: () => 'BCD2FGH3',
    };
  }
}

/** The effects of one kind. */
export function only<Name extends Effect['do']>(effects: readonly Effect[], name: Name): EffectOf<Name>[] {
  return effects.filter((effect): effect is EffectOf<Name> => effect.do === name);
}

/** The keys of everything that is said, in order. */
export function said(effects: readonly Effect[]): string[] {
  return only(effects, 'say').flatMap((effect) => effect.paragraphs.map((paragraph) => paragraph.key));
}
