import type { Capabilities } from '../../channel.js';

/** What a Telegram bot can do, whichever library drives it. */
export const TELEGRAM_CAPABILITIES: Capabilities = {
  buttons: true,
  edit: true,
  typing: true,
  groups: true,
  images: true,
  receipts: false,
  replyWindow: null,
  maxText: 4096,
  maxCaption: 1024,
  inviteLink: true,
};

/** A link that opens the bot and hands it `code` as `/start CODE`; null while the bot's name is not known. */
export const telegramInviteLink = (username: string | null, code: string): string | null =>
  username === null ? null : `https://t.me/${username}?start=${encodeURIComponent(code)}`;
