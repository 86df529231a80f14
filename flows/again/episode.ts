/** An enrolment and which release it is the follow-up of. */
export interface EpisodeOf {
  /** The enrolment's id; has no colon in it. */
  readonly id: string;
  /** From 1. */
  readonly episode: number;
}

/** What names an episode inside keys and scopes: `ID`, from the second release on `ID:2`. */
export const episodeKey = ({ id, episode }: EpisodeOf): string =>
  episode === 1 ? id : `${id}:${String(episode)}`;

/** What a due row of a second release adds to a key that must not meet the first one's; nothing for the first. */
export function ofEpisode(args: { readonly episode?: unknown }): string {
  return typeof args.episode === 'number' && args.episode > 1 ? `:${String(args.episode)}` : '';
}
