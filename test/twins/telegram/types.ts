/** The parts of the Bot API's objects that the twin fills in. Field names are the provider's. */

export type Params = Readonly<Record<string, unknown>>;

export interface TgUser {
  id: number;
  is_bot: boolean;
  first_name: string;
  username?: string;
  language_code?: string;
}

export interface TgChat {
  id: number;
  type: 'private' | 'group' | 'supergroup';
  title?: string;
  first_name?: string;
}

export interface TgButton {
  text: string;
  callback_data?: string;
  url?: string;
}

export interface TgMarkup {
  inline_keyboard: TgButton[][];
}

export interface TgMessage {
  message_id: number;
  date: number;
  chat: TgChat;
  from?: TgUser;
  text?: string;
  caption?: string;
  reply_markup?: TgMarkup;
  edit_date?: number;
  has_protected_content?: true;
  [field: string]: unknown;
}

export type UpdateKind = 'message' | 'edited_message' | 'callback_query' | 'my_chat_member';

/** `update_id` and one field named after its kind. Raw ones of a test may be anything at all. */
export type TgUpdate = Record<string, unknown>;

export interface FailureParameters {
  retry_after?: number;
  migrate_to_chat_id?: number;
}

/** A call that the provider refuses: becomes `{ ok: false, error_code, description, parameters }`. */
export class ApiFailure extends Error {
  constructor(
    readonly status: number,
    readonly description: string,
    readonly parameters?: FailureParameters,
  ) {
    super(description);
  }
}

export const badRequest = (what: string): ApiFailure => new ApiFailure(400, `Bad Request: ${what}`);
