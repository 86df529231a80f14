import { expect, it } from 'vitest';
import { OutboxRig } from '../../test/support/outbox.js';
import { turns } from '../../test/support/turns.js';

it('fills the slots of a provider as soon as they are free, though a commit waits for more answers', async () => {
  const rig = await OutboxRig.open();
  const channel = await rig.memory();
  const chats = Array.from({ length: 12 }, (_, index) => `chat-${index}`);
  await rig.write(chats.map((chat) => ({ key: chat, contactId: chat })));
  const answers: (() => void)[] = [];
  channel.send = ({ key }) => new Promise((resolve) => answers.push(() => resolve({ messageRef: key })));
  const budget = { perBot: { sends: 30, ms: 1_000 } };
  const dispatcher = rig.dispatcher({ wakesItself: true, budget: () => budget });
  const after = async (ms: number) => {
    rig.clock.advance(ms);
    await turns(100);
    return answers.length;
  };
  dispatcher.kick();
  const first = await after(0);
  expect(first).toBeGreaterThan(0);
  expect(await after(90)).toBe(first);
  // The answer is put down in one commit with those of the next 25 ms; ten later as many slots are free again.
  answers[0]!();
  expect(await after(0)).toBe(first);
  expect(await after(10)).toBe(2 * first);
  for (const answer of answers) answer();
  const stopped = dispatcher.stop();
  for (let round = 0; round < 5; round += 1) await after(100);
  await stopped;
  expect(rig.errors).toEqual([]);
  await rig.db.close();
});
