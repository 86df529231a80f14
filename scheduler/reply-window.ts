import type { Capabilities } from '../bot/channels/channel.js';

/** How long after a person's last words a channel may write to them, and how often; null where it always may. */
export type ReplyWindow = Capabilities['replyWindow'];

/** What is known of one contact. */
export interface WindowState {
  /** When the person wrote last (ms since 1970); null: never. */
  readonly lastInAt: number | null;
  /** How many messages have gone out to them since. */
  readonly since: number;
}

/** Why nothing goes out to a contact whose window is shut; as in the outbox and in plan.yaml. */
export const windowShut = 'window-shut';

/** Whether one more message gets through at this moment (ms). Somebody who never wrote cannot be written to. */
export function isWindowOpen(window: ReplyWindow, { lastInAt, since }: WindowState, at: number): boolean {
  if (window === null) return true;
  return lastInAt !== null && at - lastInAt < window.ms && since < window.messages;
}

/**
 * Which of the planned moments will find the window shut if the person writes nothing more, in their order: those
 * after its time, and those after its last message.
 *
 * @example forecastShut({ ms: 48 * 3_600_000, messages: 5 }, { lastInAt: 0, since: 4 }, [1, 2]) // [2]
 */
export function forecastShut(window: ReplyWindow, state: WindowState, planned: readonly number[]): number[] {
  if (window === null) return [];
  const shut: number[] = [];
  let { since } = state;
  for (const at of [...planned].sort((a, b) => a - b)) {
    if (isWindowOpen(window, { ...state, since }, at)) since += 1;
    else shut.push(at);
  }
  return shut;
}
