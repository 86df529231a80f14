import type { StationFacts } from '../../flows/core-facts.js';
import type { Locales } from '../../locales/index.js';
import type { Database } from '../../prisma/client.js';
import type { Config } from '../config.js';

/** ok · info (nothing to do) · warn (look at it) · fail (must be mended: exit code 1). */
export type Status = 'ok' | 'info' | 'warn' | 'fail';

/** What one check found. */
export interface Finding {
  /** What was looked at: `database`, `cover` … */
  readonly check: string;
  readonly status: Status;
  /** Its words, with what to do: below `cli:doctor.` of the locales. */
  readonly words: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** A database of the deployment, as far as it could be opened for looking. */
export interface Look {
  readonly name: string;
  readonly file: string;
  /** Null when it could not be opened. */
  readonly db: Database | null;
  /** Why not, and what mends it. */
  readonly problem: string | null;
  readonly pending: readonly string[];
  /** Applied, but edited or unknown to this version. */
  readonly foreign: readonly string[];
}

/** Everything that the checks look at. */
export interface Patient {
  readonly config: Config;
  readonly now: Date;
  readonly locales: Locales;
  /** Whether the channels may be asked. */
  readonly offline: boolean;
  /** A real deployment: a token is configured, or a database for real people is there. */
  readonly isReal: boolean;
  readonly real: Look | null;
  readonly practice: Look | null;
  /** The real station; null before set-up, or while the database cannot be read. */
  readonly station: StationFacts | null;
}

/** A group of checks. Never throws for what it is there to find. */
export type Check = (patient: Patient) => readonly Finding[] | Promise<readonly Finding[]>;
