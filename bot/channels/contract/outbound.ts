import { expect } from 'vitest';
import { SendError } from '../channel.js';
import { splitText, withNumbers } from '../shared/index.js';
import { first, type Test } from './rig.js';

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);
const HEADER = '回复数字就行：';

/** What the bot sends is shown as it should. */
export function outboundTests(test: Test): void {
  test('a text is shown', async ({ rig, say }) => {
    await say('今天怎么样？\n慢慢说。');
    expect(await rig.person.messages()).toEqual([
      { text: '今天怎么样？\n慢慢说。', labels: [], hasImage: false },
    ]);
  });

  test('a choice can be made: by its button, or by its number', async ({ rig, host, say }) => {
    const labels = ['好', '还行'];
    const buttons = labels.map((label, index) => [{ label, token: `tok${index}` }]);
    if (rig.channel.capabilities.buttons && rig.person.tap) {
      const messageRef = await say('今天怎么样？', { buttons });
      expect((await rig.person.messages())[0]?.labels).toEqual(labels);
      await rig.person.tap('还行');
      expect(await first(host)).toMatchObject({
        kind: 'button',
        token: 'tok1',
        messageRef,
        sender: rig.person.chat,
      });
      return;
    }
    await say(withNumbers('今天怎么样？', labels, HEADER), { buttons });
    expect(await rig.person.messages()).toMatchObject([
      { text: '今天怎么样？\n\n回复数字就行：\n1. 好\n2. 还行', labels: [] },
    ]);
    await rig.person.say('２');
    expect((await first(host)).text).toBe('２');
  });

  test('a long text goes out in pieces that end with a sentence', async ({ rig, say }) => {
    const { maxText } = rig.channel.capabilities;
    const sentence = `${'长'.repeat(99)}。`;
    const pieces = splitText(sentence.repeat(Math.ceil(maxText / 100) + 5), maxText);
    for (const piece of pieces) await say(piece);
    const shown = (await rig.person.messages()).map((one) => one.text);
    expect(shown).toEqual(pieces);
    for (const text of shown) expect(text.endsWith('。')).toBe(true);
  });

  test('an edit replaces the message, and may be repeated', async ({ rig, say }) => {
    const ref = await say('一');
    const edit = ref === null ? {} : { edit: ref };
    await say('二', edit);
    if (rig.channel.capabilities.edit) await say('二', edit);
    const expected = rig.channel.capabilities.edit ? ['二'] : ['一', '二'];
    expect((await rig.person.messages()).map((one) => one.text)).toEqual(expected);
  });

  test('typing and the invitation link keep to the capabilities', async ({ rig }) => {
    const { bot, capabilities } = rig.channel;
    await rig.channel.typing?.({ bot, chat: rig.person.chat });
    await rig.channel.typing?.({ bot, chat: 'nobody' });
    const link = rig.channel.inviteLink('CODE-1');
    expect(link === null).toBe(!capabilities.inviteLink);
    if (link !== null) expect(link).toContain('CODE-1');
  });
}

/** Images with their text. */
export function imageTests(test: Test): void {
  test('an image goes out with its text', async ({ rig, say }) => {
    const sending = say('你的卡片', { image: { bytes: PNG, mime: 'image/png' } });
    if (!rig.channel.capabilities.images) return expect(sending).rejects.toBeInstanceOf(SendError);
    await sending;
    expect(await rig.person.messages()).toMatchObject([{ text: '你的卡片', hasImage: true }]);
  });

  test('a text that is too long for its image follows it', async ({ rig, say, skip }) => {
    const { images, maxCaption, maxText } = rig.channel.capabilities;
    if (!images || maxCaption === undefined) return skip('an image takes as long a text as any message');
    const text = '长'.repeat(maxCaption + 1);
    expect(text.length).toBeLessThan(maxText);
    await say(text, { image: { bytes: PNG, mime: 'image/png' }, buttons: [[{ token: 'tok', label: '好' }]] });
    expect(await rig.person.messages()).toEqual([
      { text: '', labels: [], hasImage: true },
      { text, labels: rig.channel.capabilities.buttons ? ['好'] : [], hasImage: false },
    ]);
  });
}
