import type { ContractPerson, Rig, Seen } from '../../../bot/channels/contract.js';
import type { TwinLine } from './account.js';
import type { WechatPerson } from './person.js';
import type { WechatTwin } from './twin.js';

/** WeChat's side of the channel contract. */
export function wechatSide(twin: WechatTwin): Omit<Rig, 'channel' | 'close'> {
  const person = twin.person('wxid_ming').befriend();
  return {
    person: driver(person),
    inGroup: driver(person.in('8001@chatroom')),
    deletedChat: 'wxid_nobody',
    repeatLast: () => {
      const id = [...twin.account.payloads.keys()].at(-1);
      if (id === undefined) throw new Error('expected a message to repeat, got none');
      twin.account.happen({ name: 'message', id });
    },
    redelivers: true,
    outcomes: {
      'send.throttled': () => twin.failNext('operation too frequent, -1205'),
      'send.contact-stopped': () => twin.failNext('wxid_ming is not your friend: 秘密的话'),
      'send.rejected': () => twin.failNext('content too long: 秘密的话'),
      'send.unavailable': () => twin.failNext('not logged in'),
      'send.unknown': () => twin.failNext('something to wxid_ming'),
    },
    outage: { begin: () => twin.kill(), end: () => twin.revive() },
    holdNext: () => twin.holdNext(),
  };
}

function driver(person: WechatPerson): ContractPerson {
  return {
    chat: person.chat,
    say: (text) => person.say(text),
    sendVoice: () => person.sendVoice(),
    sendSticker: () => person.sendSticker(),
    block: () => person.block(),
    unblock: () => person.unblock(),
    messages: () => seen(person.messages()),
  };
}

/** WeChat's pictures have no caption: the words that follow one are read as its own. */
function seen(lines: readonly TwinLine[]): Seen[] {
  const shown: Seen[] = [];
  for (const { text, hasImage } of lines) {
    const before = shown.at(-1);
    if (before?.hasImage === true && before.text === '') shown[shown.length - 1] = { ...before, text };
    else shown.push({ text, labels: [], hasImage });
  }
  return shown;
}
