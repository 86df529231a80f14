import { badRequest, type TgButton, type TgMarkup } from '../types.js';
import { structured } from './call.js';

/**
 * Checks an inline keyboard as the provider does: each button has a text and one action, `callback_data` is 1 to 64
 * bytes, links are http(s) or tg. Other kinds of markup count as none. An empty keyboard is none.
 */
export function keyboard(value: unknown): TgMarkup | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const markup = structured(value);
  if (typeof markup !== 'object' || markup === null) throw badRequest('object expected as reply markup');
  const rows = (markup as Partial<TgMarkup>).inline_keyboard;
  if (rows === undefined) return undefined;
  if (!Array.isArray(rows))
    throw badRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be of type Array');
  const filled = rows.filter((row) => Array.isArray(row) && row.length > 0);
  for (const row of filled) for (const button of row) check(button);
  return filled.length === 0 ? undefined : { inline_keyboard: filled };
}

function check(button: TgButton): void {
  if (typeof button?.text !== 'string' || button.text === '') {
    throw badRequest('can\'t parse inline keyboard button: Field "text" must be a non-empty string');
  }
  if (button.url !== undefined) {
    if (!/^(?:https?|tg):\/\//i.test(button.url))
      throw badRequest('inline keyboard button URL is invalid: Unsupported URL protocol');
    return;
  }
  if (button.callback_data === undefined) {
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  }
  const bytes = Buffer.byteLength(String(button.callback_data));
  if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID');
}
