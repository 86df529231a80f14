import type { Api } from 'grammy';
import { InputFile } from 'grammy';
import { SendError, type Address, type Outbound, type Sent } from '../channel.js';
import { isUnchanged } from '../shared/telegram/refusal.js';
import { refusalOf, toSendError } from './errors.js';

/** The address as the provider's number; throws `send.rejected` for another bot's or a malformed one. */
export function chatNumber(address: Address, bot: string): number {
  const chat = Number(address.chat);
  if (address.bot === bot && Number.isSafeInteger(chat) && chat !== 0) return chat;
  throw new SendError('send.rejected', 'not an address of this bot');
}

/** Makes the one call that a message is. Rejects with SendError only. */
export async function deliver(api: Api, bot: string, message: Outbound): Promise<Sent> {
  const { address, text, image, edit } = message;
  const chat = chatNumber(address, bot);
  const markup = message.buttons.length === 0 ? {} : { reply_markup: keyboardOf(message.buttons) };
  const other = { ...markup, link_preview_options: { is_disabled: true } };
  try {
    if (edit !== undefined) return await replace(api, chat, edit, text, other);
    if (image === undefined) return refOf(await api.sendMessage(chat, text, other));
    const file = new InputFile(image.bytes, FILE_NAMES[image.mime]);
    return refOf(await api.sendPhoto(chat, file, { caption: text, ...markup }));
  } catch (error) {
    throw toSendError(error);
  }
}

/** An edit that changes nothing has been made before: a repeat after an unknown outcome. */
async function replace(api: Api, chat: number, edit: string, text: string, other: object): Promise<Sent> {
  try {
    await api.editMessageText(chat, Number(edit), text, other);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null || !isUnchanged(refusal)) throw error;
  }
  return { messageRef: edit };
}

const FILE_NAMES = { 'image/png': 'image.png', 'image/jpeg': 'image.jpg' } as const;

interface Keyboard {
  readonly inline_keyboard: { text: string; callback_data: string }[][];
}

const keyboardOf = (buttons: Outbound['buttons']): Keyboard => ({
  inline_keyboard: buttons.map((row) =>
    row.map(({ label, token }) => ({ text: label, callback_data: token })),
  ),
});

/** The answer is the provider's word, not ours to trust: without a number there is no reference. */
function refOf(sent: unknown): Sent {
  const id = (sent as { message_id?: unknown } | null)?.message_id;
  return { messageRef: Number.isSafeInteger(id) ? String(id) : null };
}
