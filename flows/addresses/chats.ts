import { textArg } from '../appointments/args.js';
import { choices, defineFlow, end, stay } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { Option } from '../engine/types.js';
import type { AddressItem } from './facts.js';
import { chatName, door, mostChats, owners, tell } from './parts.js';

/** All chats of a person, and what can be done about them. */
export const chats = defineFlow({
  id: 'addresses',
  roles: owners,
  questions: {},
  open(_args, { facts }) {
    const all = facts.myChats();
    const others = all.filter(({ isThis }) => !isThis);
    const rows: Option[][] = [
      ...(all.length < mostChats ? [[door('button.link', 'link-new', {})]] : []),
      ...all
        .filter(({ isPreferred }) => !isPreferred)
        .map((chat) => [named(chat, chat.isThis ? 'prefer-this' : 'prefer', 'chat-prefer')]),
      ...others.map((chat) => [named(chat, 'drop', 'chat-drop')]),
      [door(facts.hasPhrase() ? 'button.new-phrase' : 'button.phrase', 'phrase', {})],
    ];
    const lines = all.map(line);
    const paragraphs = [text('addresses:head'), text('addresses:lines', { list: { list: lines } })];
    return stay({ do: 'say', to: 'me', ...choices(paragraphs, ...rows), kind: 'addresses' });
  },
});

function line(chat: AddressItem): Text {
  const key = `${chat.isThis ? 'this' : 'other'}${chat.isPreferred ? '-first' : ''}`;
  return text(`addresses:line.${key}`, { chat: chatName(chat) });
}

function named(chat: AddressItem, key: string, flow: string): Option {
  const { contactId } = chat;
  const label = text(`addresses:button.${key}`, { chat: chatName(chat) });
  return { value: `${key}:${contactId}`, label, open: { flow, args: { contactId } }, again: true };
}

/** A code for another chat. */
export const linkNew = defineFlow({
  id: 'link-new',
  roles: owners,
  questions: {},
  open: (_args, { facts }) =>
    facts.myChats().length >= mostChats
      ? end(tell('link.full', { most: mostChats }))
      : end({ do: 'link.begin' }),
});

/** Which chat is written to first. */
export const prefer = defineFlow({
  id: 'chat-prefer',
  roles: owners,
  questions: {},
  open: (args) => end({ do: 'contact.prefer', contactId: textArg(args, 'contactId') }, tell('preferred')),
});

/** One of the other chats is not mine any more. */
export const drop = defineFlow({
  id: 'chat-drop',
  roles: owners,
  questions: {},
  open: (args) => end({ do: 'contact.drop', contactId: textArg(args, 'contactId') }, tell('dropped')),
});
