import type { AddressFacts, AddressItem } from '../../flows/addresses/facts.js';
import { addressesOfPerson } from '../../prisma/records/index.js';
import type { FactLoaders } from '../turn/facts.js';

/** Loaders of what people see of their own chats. */
export const addressLoaders: Pick<FactLoaders, keyof AddressFacts> = {
  myChats({ tx, me }) {
    const all = me.personId === null ? [] : addressesOfPerson(tx.sql, me.personId);
    const items = all.map(({ id, bot, preferred }) => ({
      contactId: id,
      kind: kindOf(bot),
      isThis: id === me.contactId,
      isPreferred: preferred,
    }));
    return Promise.resolve(items.sort((a, b) => Number(b.isThis) - Number(a.isThis)));
  },

  async hasPhrase({ tx, me }) {
    return (await tx.prisma.phrase.count({ where: { personId: me.personId ?? '' } })) > 0;
  },
};

/** People know their chats by the app they are in; an account with a name of its own is just a chat. */
function kindOf(bot: string): AddressItem['kind'] {
  const known = (['wechat', 'telegram', 'web'] as const).find((kind) => bot.startsWith(kind));
  return known ?? 'chat';
}
