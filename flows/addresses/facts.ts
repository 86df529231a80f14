/** One chat that belongs to the viewer. */
export interface AddressItem {
  readonly contactId: string;
  /** What people call the provider: `wechat`, `telegram`, `web`; `chat` where it has no name. */
  readonly kind: 'wechat' | 'telegram' | 'web' | 'chat';
  readonly isThis: boolean;
  readonly isPreferred: boolean;
}

/** Look-ups about the viewer's own chats. */
export interface AddressFacts {
  /** Those that can be written to, this one first. */
  myChats(): readonly AddressItem[];
  hasPhrase(): boolean;
}
