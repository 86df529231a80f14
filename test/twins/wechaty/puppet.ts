import type { FileBoxInterface } from 'file-box';
import type { payloads } from 'wechaty-puppet';
import { PuppetMock } from 'wechaty-puppet-mock';
import type { TwinAccount, TwinEvent } from './account.js';

/** The mock puppet with what it lacks: message ids, friend requests, a past that outlives it. */
export class TwinPuppet extends PuppetMock {
  constructor(private readonly account: TwinAccount) {
    super();
  }

  override onStart(): Promise<void> {
    setImmediate(() => {
      if (this.account.isTrusted) this.scanned();
      else this.emit('scan', { qrcode: 'https://login.example/l/abc', status: 2 });
    });
    return Promise.resolve();
  }

  override onStop(): Promise<void> {
    this.account.heardBy(null);
    return Promise.resolve();
  }

  /** Somebody holds the account's phone to the code, or need not. */
  scanned(): void {
    if (this.isLoggedIn) return;
    this.login(this.account.self);
    // After the login has gone out: a service hands over the past to an account that is there.
    setImmediate(() => this.account.heardBy((event) => this.announce(event)));
  }

  private announce({ name, id }: TwinEvent): void {
    if (name === 'message') this.emit('message', { messageId: id });
    else this.emit('friendship', { friendshipId: id });
  }

  override messageSendText(chat: string, text: string): Promise<never> {
    return this.account.write(chat, { text, hasImage: false }) as Promise<never>;
  }

  override async messageSendFile(chat: string, file: FileBoxInterface): Promise<never> {
    const { length } = await file.toBuffer();
    if (length === 0) throw new Error('unsupported: empty file');
    return (await this.account.write(chat, { text: '', hasImage: true })) as never;
  }

  override messageRawPayload(id: string): Promise<payloads.Message> {
    const payload = this.account.payloads.get(id);
    if (payload === undefined) return Promise.reject(new Error('no payload found'));
    return Promise.resolve(payload as unknown as payloads.Message);
  }

  override contactRawPayload(id: string): Promise<payloads.Contact> {
    this.account.lookups += 1;
    return Promise.resolve({ id, name: id, gender: 0, type: 1, avatar: '', phone: [], friend: true });
  }

  override roomRawPayload(id: string): Promise<payloads.Room> {
    this.account.lookups += 1;
    return Promise.resolve({ id, topic: id, adminIdList: [], memberIdList: [], avatar: '', ownerId: '' });
  }

  override friendshipRawPayload(id: string): Promise<unknown> {
    const request = this.account.requests.get(id);
    if (request === undefined) return Promise.reject(new Error('no payload found'));
    const { contactId, hello, type } = request;
    return Promise.resolve({
      id,
      contactId,
      hello,
      type,
      timestamp: this.account.now(),
      ticket: '',
      scene: 0,
    });
  }

  override friendshipAccept(id: string): Promise<void> {
    const request = this.account.requests.get(id);
    if (request === undefined) return Promise.reject(new Error('no payload found'));
    request.isAccepted = true;
    this.account.friends.add(request.contactId);
    return Promise.resolve();
  }
}
