import type { Capabilities } from '../channel.js';

/**
 * What a WeChat account can do through a puppet: words and pictures, in private and in rooms. There are no buttons
 * (choices are numbered), nothing can be edited, and no link carries an invitation code.
 */
export function wechatyCapabilities(replyWindow: Capabilities['replyWindow']): Capabilities {
  return {
    buttons: false,
    edit: false,
    typing: false,
    groups: true,
    images: true,
    receipts: false,
    replyWindow,
    // WeChat cuts a long text on the phone and hides the rest behind "more"; below this nothing is hidden.
    maxText: 1_500,
    inviteLink: false,
  };
}
