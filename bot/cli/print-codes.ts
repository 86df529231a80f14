import { serves } from '../audience.js';
import { telegramInviteLink } from '../channels/shared/telegram/index.js';
import { hasChannel, type Config } from '../config.js';
import { loadTelegramLibrary } from '../real/telegram-channels.js';
import type { StaffCode } from '../setup/invite.js';
import { print, type CliWords } from './words.js';

/** Shows each colleague's one-time code, with a link where the bot's name can be asked for. Shown once, kept nowhere. */
export async function printCodes(
  config: Config,
  words: CliWords,
  codes: readonly StaffCode[],
  zone: string,
): Promise<void> {
  if (codes.length === 0) return;
  const link = await linkMaker(config);
  print(words.one('codes.title'), '');
  for (const { alias, role, code, expiresAt } of codes) {
    const until = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(expiresAt);
    print(
      `  ${words.one(`role.${role}`)} ${alias}`,
      `    ${code}   (${words.one('codes.until', { until })})`,
    );
    const url = link(role, code);
    if (url !== null) print(`    ${url}`);
  }
  print('', words.one(hasChannel(config) ? 'codes.how' : 'codes.how-later'), '');
}

/** Links need the bot's name; without a token, or without the network, the code alone will do. */
async function linkMaker({ telegram }: Config): Promise<(role: string, code: string) => string | null> {
  const names = await Promise.all(
    telegram.bots.map(async ({ token, library, audience }) => {
      const { probe } = await loadTelegramLibrary(library);
      const username = await probe({ token, apiRoot: telegram.apiRoot, callMs: 5_000 }).catch(() => null);
      return { audience, username };
    }),
  );
  return (role, code) => {
    const bot = names.find(({ audience }) => serves(audience, role));
    return bot === undefined ? null : telegramInviteLink(bot.username, code);
  };
}
