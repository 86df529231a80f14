import { SendError, type Channel, type Outbound, type Sent } from '../channel.js';

/**
 * Sends a crisis card straight to its channel: past outbox and budgets, where nothing knows of the channel yet. Rejects
 * with SendError only.
 */
export function sendStraight(channels: readonly Channel[], message: Outbound): Promise<Sent> {
  const channel = channels.find(({ bot }) => bot === message.address.bot);
  if (channel === undefined) return Promise.reject(new SendError('send.unavailable', 'no such bot'));
  return channel.send({ ...message, urgent: true });
}
