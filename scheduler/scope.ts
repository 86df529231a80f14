import { episodeKey, type EpisodeOf } from '../flows/again/episode.js';

export type { EpisodeOf };

/** Where an enrolment's due rows and decisions are kept: each release has a scope of its own. */
const [programme, carrier] = ['enrolment', 'plan'];

/** The scope of an enrolment's due rows: `enrolment:ID`, from the second release on `enrolment:ID:2`. */
export const enrolmentScope = (of: EpisodeOf): string => `${programme}:${episodeKey(of)}`;

/** The scope of the rows that carry such a plan on: `plan:ID`, `plan:ID:2`. */
export const planScope = (of: EpisodeOf): string => `${carrier}:${episodeKey(of)}`;

const pattern = new RegExp(`^(?:${programme}|${carrier}):([^:]+)(?::([1-9][0-9]*))?$`, 'u');

/** Reads both kinds of scope back; null for every other scope. */
export function readScope(scope: string): EpisodeOf | null {
  const [, id, episode] = pattern.exec(scope) ?? [];
  return id === undefined ? null : { id, episode: Number(episode ?? 1) };
}

/** The scope of the episode that runs now, as SQL over an alias of "Enrolment". */
export function scopeSql(alias: string, kind: 'enrolment' | 'plan' = 'enrolment'): string {
  const more = `CASE WHEN ${alias}."episode" > 1 THEN ':' || ${alias}."episode" ELSE '' END`;
  return `('${kind === 'plan' ? carrier : programme}:' || ${alias}."id" || ${more})`;
}

/** The scopes of all releases of an enrolment, oldest first. */
export function allScopes({ id, episode }: EpisodeOf): string[] {
  return Array.from({ length: episode }, (_, index) => enrolmentScope({ id, episode: index + 1 }));
}
