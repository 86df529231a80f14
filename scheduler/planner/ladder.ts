/** The missed-response ladder as days, read from the programme. */
import type { Programme } from '../programmes/index.js';

/** Days after the first expected check-in without an answer; the friendly nudge comes with the next slot. */
export interface LadderDays {
  /** worker call task, same working day */
  readonly callTask: number;
  /** second channel, and "please call" to a family member with F3 */
  readonly secondChannel: number;
  /** visit task, status "possibly lost" */
  readonly visitTask: number;
}

/**
 * The ladder that applies when the first unanswered check-in fell on a day of the programme (0 is the release day):
 * on day 5 of the golden three months call after 2 days, second channel after 5, visit after 10.
 * Days beyond the last band follow the last one.
 */
export function ladderDays(programme: Programme, day: number): LadderDays {
  const { callTask, secondChannelAfterDays, visitAfterDays } = programme.ladder;
  const band = callTask.find(({ from, to }) => day >= from && day <= to) ?? callTask.at(-1);
  const call = band?.afterDays ?? 0;
  const second = call + secondChannelAfterDays;
  return { callTask: call, secondChannel: second, visitTask: second + visitAfterDays };
}
