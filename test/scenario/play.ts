import { expect } from 'vitest';
import { toInstant } from '../../scheduler/zone/index.js';
import { Ears } from './ears.js';
import type { Media } from './phones/phones.js';
import { actors, type Actor, type Scenario, type Typed } from './script.js';
import { World, type PhoneKind } from './world.js';

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Plays a scenario in one language on one kind of phone from top to bottom; fails with the transcript so far. */
export async function play(scenario: Scenario, language: string, kind: PhoneKind = 'memory'): Promise<void> {
  const world = await World.open(scenario, language, kind);
  const ears = new Ears(world, language);
  try {
    await world.settle();
    for (const [index, line] of scenario.talk.entries()) {
      for (const [words, value] of Object.entries(line)) {
        try {
          await act(world, ears, words, value);
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error);
          throw new Error(
            `talk[${index}] ${words}: ${message}\n\n${ears.transcript()}\n${world.problems.join('\n')}`,
            { cause: error },
          );
        }
      }
    }
    expect(world.problems, ears.transcript()).toEqual([]);
  } finally {
    await world.close();
  }
}

async function act(world: World, ears: Ears, words: string, value: unknown): Promise<void> {
  const actor = actors.find((name) => words.startsWith(`${name} `));
  if (!/ (hears|does not)/u.test(words) && words !== 'check') ears.prick();
  if (actor !== undefined) return actorDoes(world, ears, actor, words.slice(actor.length + 1), value);
  switch (words) {
    case 'advance': {
      const match = /^(\d+)([mhd])$/u.exec(String(value))!;
      const ms = Number(match[1]) * unitMs[match[2] as keyof typeof unitMs];
      return world.goTo(new Date(world.clock.now().getTime() + ms));
    }
    case 'until': {
      const [date, time] = String(value).split(' ') as [string, string];
      return world.goTo(toInstant(date, time, world.scenario.zone));
    }
    case 'restart':
      return world.restart();
    case 'check': {
      const { sql, is } = value as { sql: string; is: unknown };
      const [row] = await world.db.raw.query<Record<string, unknown>>(withChats(world, sql));
      return expect(row === undefined ? null : Object.values(row)[0], sql).toBe(is);
    }
    default:
      throw new Error(`expected a known step, got ${words}`);
  }
}

/** `:stranger` in a query is the chat id that this person has on the phones of this run. */
function withChats(world: World, sql: string): string {
  const named = new RegExp(`(?<=\\s):(${actors.join('|')})\\b`, 'gu');
  return sql.replace(named, (_match, actor: Actor) => `'${world.phones.chatOf(actor)}'`);
}

async function actorDoes(
  world: World,
  ears: Ears,
  actor: Actor,
  deed: string,
  value: unknown,
): Promise<void> {
  const { phones } = world;
  switch (deed) {
    case 'says':
      await phones.say(actor, ears.typed(value as Typed));
      return world.settle();
    case 'taps':
      await phones.tap(actor, ears.label(actor, String(value)));
      return world.settle();
    case 'sends':
      await phones.send(actor, value as Media);
      return world.settle();
    case 'repeats':
      await phones.repeatLast();
      return world.settle();
    case 'blocks':
      await phones.block(actor);
      return world.settle();
    case 'types code of':
      await phones.say(actor, ears.codeShownTo(value as Actor));
      return world.settle();
    case 'hears':
      return ears.hears(actor, value as string | string[]);
    case 'does not hear':
      return ears.hearsNot(actor, value as string | string[]);
    default:
      return ears.hearsNothing(actor);
  }
}
