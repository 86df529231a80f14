import { SendError, type Address, type Outbound, type Sent } from '../../channel.js';
import { toSendError } from './trouble.js';
import { isUnchanged } from './refusal.js';
import { TELEGRAM_CAPABILITIES } from './capabilities.js';
import type { TelegramLibrary } from './library.js';

/** The address as the provider's number; throws `send.rejected` for another bot's or a malformed one. */
export function chatNumber(address: Address, bot: string): number {
  const chat = Number(address.chat);
  if (address.bot === bot && Number.isSafeInteger(chat) && chat !== 0) return chat;
  throw new SendError('send.rejected', 'not an address of this bot');
}

/**
 * Makes the one call that a message is; two where a picture's text is longer than the provider takes beside it: first
 * the picture, then the text with the buttons. Rejects with SendError only.
 */
export async function deliver(library: TelegramLibrary, bot: string, message: Outbound): Promise<Sent> {
  const { address, text, image, edit } = message;
  const chat_id = chatNumber(address, bot);
  const markup = message.buttons.length === 0 ? {} : { reply_markup: keyboardOf(message.buttons) };
  const options = { isUrgent: message.urgent === true };
  try {
    const payload = { chat_id, text, link_preview_options: { is_disabled: true }, ...markup };
    if (edit !== undefined) return await replace(library, edit, payload);
    if (image !== undefined) {
      const fits = text.length <= MAX_CAPTION;
      const photo = library.fileOf(image.bytes, FILE_NAMES[image.mime]);
      const shown = { chat_id, photo, ...(fits ? { caption: text, ...markup } : {}) };
      const sent = await library.call('sendPhoto', shown, options);
      if (fits) return refOf(sent);
    }
    return refOf(await library.call('sendMessage', payload, options));
  } catch (error) {
    throw toSendError(library, error);
  }
}

/** An edit that changes nothing has been made before: a repeat after an unknown outcome. */
async function replace(library: TelegramLibrary, edit: string, payload: object): Promise<Sent> {
  try {
    await library.call('editMessageText', { ...payload, message_id: Number(edit) });
  } catch (error) {
    const refusal = library.refusalOf(error);
    if (refusal === null || !isUnchanged(refusal)) throw error;
  }
  return { messageRef: edit };
}

const MAX_CAPTION = TELEGRAM_CAPABILITIES.maxCaption ?? TELEGRAM_CAPABILITIES.maxText;
const FILE_NAMES = { 'image/png': 'image.png', 'image/jpeg': 'image.jpg' } as const;

const keyboardOf = (buttons: Outbound['buttons']) => ({
  inline_keyboard: buttons.map((row) =>
    row.map(({ label, token }) => ({ text: label, callback_data: token })),
  ),
});

/** The answer is the provider's word, not ours to trust: without a number there is no reference. */
function refOf(sent: unknown): Sent {
  const id = (sent as { message_id?: unknown } | null)?.message_id;
  return { messageRef: Number.isSafeInteger(id) ? String(id) : null };
}
