import { badRequest } from '../types.js';
import { structured, type Method } from './call.js';
import * as messages from './messages.js';
import * as updates from './updates.js';

const getMe: Method = (account) => ({
  ...account.me,
  can_join_groups: true,
  can_read_all_group_messages: true,
  supports_inline_queries: false,
});

const setMyCommands: Method = (account, params) => {
  const commands = structured(params.commands);
  if (!Array.isArray(commands) || commands.length > 100) throw badRequest('expected an Array of BotCommand');
  account.commands = commands;
  return true;
};

const getFile: Method = (account, params) => {
  const bytes = account.files.get(String(params.file_id));
  if (bytes === undefined) throw badRequest('invalid file_id');
  const file_id = String(params.file_id);
  return { file_id, file_unique_id: `u-${file_id}`, file_size: bytes.length, file_path: `files/${file_id}` };
};

/** Every method that the twin knows, by its lower-case name (the provider ignores case). */
export const METHODS: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    getMe,
    setMyCommands,
    setMyName: () => true,
    setMyDescription: () => true,
    setMyShortDescription: () => true,
    getFile,
    getMyCommands: (account) => account.commands,
    sendMessage: messages.sendMessage,
    sendPhoto: messages.sendPhoto,
    sendChatAction: messages.sendChatAction,
    editMessageText: messages.editMessageText,
    editMessageReplyMarkup: messages.editMessageReplyMarkup,
    deleteMessage: messages.deleteMessage,
    answerCallbackQuery: messages.answerCallbackQuery,
    getUpdates: updates.getUpdates,
    setWebhook: updates.setWebhook,
    deleteWebhook: updates.deleteWebhook,
    getWebhookInfo: updates.getWebhookInfo,
  } satisfies Record<string, Method>).map(([name, method]) => [name.toLowerCase(), method]),
);
