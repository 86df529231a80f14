import { it } from 'vitest';
import { RecordingHost } from './contract/host.js';
import { chatTests, inboundTests } from './contract/inbound.js';
import { imageTests, outboundTests } from './contract/outbound.js';
import type { Rig, Scene, Test } from './contract/rig.js';
import { troubleTests } from './contract/trouble.js';

export { RecordingHost } from './contract/host.js';
export type { ContractPerson, Rig, Seen } from './contract/rig.js';

/**
 * Runs the suite that every channel passes; call it in a `describe`. `open` makes a fresh channel, not started.
 * `lacks` names tests that this provider's stand-in (never the channel) cannot play, each with the reason that is
 * printed; a name that is no test fails.
 */
export function channelContract(
  open: () => Promise<Rig>,
  lacks: Readonly<Record<string, string>> = {},
): void {
  const names = new Set<string>();
  const test: Test = (name, run) => {
    names.add(name);
    it(name, async ({ skip }) => {
      const reason = lacks[name];
      if (reason !== undefined) return skip(reason);
      const rig = await open();
      const host = new RecordingHost();
      try {
        await rig.channel.start(host);
        await run({ rig, host, say: sayer(rig), skip });
      } finally {
        await rig.channel.stop();
        await rig.close();
      }
    });
  };
  inboundTests(test);
  chatTests(test);
  outboundTests(test);
  imageTests(test);
  troubleTests(test);
  const unknown = Object.keys(lacks).filter((name) => !names.has(name));
  if (unknown.length > 0) throw new Error(`expected names of tests, got ${unknown.join('; ')}`);
}

function sayer(rig: Rig): Scene['say'] {
  const address = { bot: rig.channel.bot, chat: rig.person.chat };
  let count = 0;
  return async (text, rest = {}) => {
    count += 1;
    const sent = await rig.channel.send({ key: `key-${count}`, address, text, buttons: [], ...rest });
    return sent.messageRef;
  };
}
