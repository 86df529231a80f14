/** What every Telegram library's channel shares, and what a caller of any of them needs. */
export { telegramInviteLink } from './capabilities.js';
export type { TelegramChannel, TelegramMode, TelegramOptions } from './channel.js';
export type { ProbeOptions } from './probe.js';
export type { WebhookCall } from './receiver.js';
