import type { TwinAccount, TwinLine, TwinRequest } from './account.js';

/** Somebody with WeChat, in a private chat with the account or in a room with it. */
export class WechatPerson {
  constructor(
    readonly id: string,
    private readonly account: TwinAccount,
    private readonly room: string | null = null,
  ) {}

  /** Where the account reads this person: a room, or the person. */
  get chat(): string {
    return this.room ?? this.id;
  }

  /** They are friends with the account, without a word. */
  befriend(): this {
    this.account.friends.add(this.chat);
    return this;
  }

  /** The same person in a room. */
  in(room: string): WechatPerson {
    return new WechatPerson(this.id, this.account, room).befriend();
  }

  say(text: string): string {
    return this.write(7, text);
  }

  sendPhoto(): string {
    return this.write(6, '<msg><img/></msg>');
  }

  sendVoice(): string {
    return this.write(2, '');
  }

  sendSticker(): string {
    return this.write(5, '<msg><emoji/></msg>');
  }

  sendDocument(): string {
    return this.write(1, '<msg><appmsg/></msg>');
  }

  /** Asks to be friends. */
  ask(hello: string): TwinRequest {
    return this.request(hello, 2);
  }

  /** Deletes the account; WeChat says so in the chat. */
  block(): string {
    this.account.blocked.add(this.id);
    const text =
      '小助手开启了朋友验证，你还不是他（她）朋友。请先发送朋友验证请求，对方验证通过后，才能聊天。';
    return this.account.push({ ...this.frame(0), text });
  }

  /** Friends once more. */
  unblock(): void {
    this.account.blocked.delete(this.id);
    this.request('', 1);
  }

  /** What the account has written here. */
  messages(): readonly TwinLine[] {
    return this.chatLines().filter(({ by }) => by === 'bot');
  }

  /** Everything in this chat, oldest first. */
  chatLines(): readonly TwinLine[] {
    return this.account.lines.filter(({ chat }) => chat === this.chat);
  }

  private write(type: number, text: string): string {
    const id = this.account.nextId('in');
    this.account.friends.add(this.chat);
    this.account.lines.push({
      id,
      chat: this.chat,
      by: 'person',
      text: type === 7 ? text : '',
      hasImage: type === 6,
    });
    return this.account.push({ ...this.frame(type), text }, id);
  }

  private frame(type: number): Record<string, unknown> {
    const where = this.room === null ? { listenerId: this.account.self } : { roomId: this.room };
    return { talkerId: this.id, type, ...where };
  }

  private request(hello: string, type: number): TwinRequest {
    const request = { id: this.account.nextId('friend'), contactId: this.id, hello, type, isAccepted: false };
    this.account.requests.set(request.id, request);
    this.account.happen({ name: 'friendship', id: request.id });
    return request;
  }
}
