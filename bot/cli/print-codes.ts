import type { Config } from '../config.js';
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
    const url = link(code);
    if (url !== null) print(`    ${url}`);
  }
  print('', words.one(config.telegramToken === null ? 'codes.how-later' : 'codes.how'), '');
}

/** Links need the bot's name; without a token, or without the network, the code alone will do. */
async function linkMaker({
  telegramToken,
  telegramApiRoot,
}: Config): Promise<(code: string) => string | null> {
  if (telegramToken === null) return () => null;
  const { inviteLinkFor, probe } = await import('../channels/grammy/index.js');
  try {
    const username = await probe({ token: telegramToken, apiRoot: telegramApiRoot, callMs: 5_000 });
    return (code) => inviteLinkFor(username, code);
  } catch {
    return () => null;
  }
}
