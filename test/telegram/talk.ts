import type { User } from './user.js';

/** The code in the link that the bot makes for a new client. */
export async function invitation(worker: User, botName: string): Promise<string> {
  worker.say('invite');
  await worker.hears('invite:alias.ask');
  worker.say('Hai');
  for (const key of ['staff:day.today', 'invite:report.15', 'invite:decision.unknown', 'staff:template.none'])
    await worker.tap(key);
  await worker.tap('invite:button.create');
  const text = await worker.hears('invite:forward-link');
  const code = new RegExp(`t\\.me/${botName}\\?start=([\\w-]+)`, 'u').exec(text)?.[1];
  if (code === undefined) throw new Error('expected a link with a code in the invitation, got none');
  return code;
}

/** From the first words to the last consent. */
export async function enrol(client: User): Promise<void> {
  await client.tap('onboarding:language.en');
  for (const button of ['read-on', 'go-on', 'go-on', 'begin'])
    await client.tap(`onboarding:button.${button}`);
  await client.tap('onboarding:alias.same');
  await client.tap('onboarding:button.yes');
  await client.tap('onboarding:crisis-choice.ask-first');
  for (const part of ['group', 'jobs', 'activities']) {
    await client.hears(`onboarding:consent.${part}`);
    await client.tap('onboarding:button.no');
  }
  await client.hears('onboarding:hour.ask');
  client.say('19:30');
  await client.hears('onboarding:done.hello');
}
