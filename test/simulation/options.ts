/** What a simulation is made of. */
export interface SimulationOptions {
  readonly seed: number;
  /** Clients; for every ten of them there is one worker more, and about a third have family on a phone. */
  readonly people: number;
  readonly days: number;
  /** Everything goes well: no faults of any kind. For measuring and for finding out what a fault did. */
  readonly calm?: boolean;
  /** A control: the bot cannot see that its clock was set back. */
  readonly blind?: boolean;
}

/** Where people live; the first most of them. Summer time begins or ends in the others while a simulation runs. */
export const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe'] as const;

/** Zone of the station and of everybody who has none of their own. */
export const stationZone = 'Asia/Shanghai';
/** The first day; people are released over the days around it. */
export const firstDay = '2026-12-01';
export const botName = 'sim';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
