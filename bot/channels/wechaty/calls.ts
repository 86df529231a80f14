import type { Puppet } from 'wechaty-puppet';
import type { Outbound, Sent } from '../channel.js';
import { within } from './deadline.js';
import { toSendError } from './errors.js';
import { idOf } from './inbound.js';

const FILE_NAMES = { 'image/png': 'image.png', 'image/jpeg': 'image.jpg' } as const;

/**
 * Makes the calls that a message is: WeChat's pictures have no caption, so a picture's words follow it. The reference
 * is that of the words. Rejects with SendError only.
 */
export async function deliver(puppet: Puppet, message: Outbound, callMs: number): Promise<Sent> {
  const { address, text, image } = message;
  try {
    let id: unknown = null;
    if (image !== undefined) {
      const { FileBox } = await import('file-box');
      const file = FileBox.fromBuffer(Buffer.from(image.bytes), FILE_NAMES[image.mime]);
      id = await within(callMs, puppet.messageSendFile(address.chat, file));
    }
    if (text !== '') id = await within(callMs, puppet.messageSendText(address.chat, text));
    return { messageRef: idOf(id) };
  } catch (error) {
    throw toSendError(error);
  }
}
