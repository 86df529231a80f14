import type { Puppet } from 'wechaty-puppet';
import { makePuppet } from './puppet.js';
import type { PuppetChoice } from './options.js';

/** What happens on a connection. None of these may throw. */
export interface SessionEvents {
  /** A QR code to be scanned with the account's phone. */
  scan(payload: string): void;
  login(): void;
  logout(): void;
  message(messageId: string): void;
  friendship(friendshipId: string): void;
  /** The connection is of no use any more; make another. Told once. */
  broken(error: unknown): void;
}

/** One connection to WeChat, from start to its end. */
export interface Session {
  readonly puppet: Puppet;
  /** The account's own contact id while it is logged in. */
  self(): string | null;
  /** Never rejects. */
  close(): Promise<void>;
}

/** What Wechaty itself listens to and we do not want: for each message it looks up the writer and all of a room. */
const LOOKED_UP = [
  'message',
  'friendship',
  'login',
  'logout',
  'dirty',
  'room-join',
  'room-leave',
  'room-topic',
  'post',
] as const;

/**
 * Opens a connection. Resolves when the puppet runs, logged in or not. Rejects with the puppet's error.
 * Contact look-ups in a row are what gets accounts locked, so that only ids are ever asked for.
 */
export async function openSession(choice: PuppetChoice, events: SessionEvents): Promise<Session> {
  let failure: { readonly error: unknown } | null = null;
  let isStarting = true;
  let isOver = false;
  const broken = (error: unknown): void => {
    failure ??= { error };
    if (isStarting || isOver) return;
    isOver = true;
    events.broken(error);
  };
  const { WechatyBuilder } = await import('wechaty');
  const puppet = await makePuppet(choice, broken);
  const wechaty = WechatyBuilder.build({ puppet });
  // A failed start, and whatever else goes wrong inside, comes as an event.
  wechaty.on('error', (error: unknown) => {
    if (isStarting) failure ??= { error };
  });
  const session: Session = {
    puppet,
    self: () => (puppet.isLoggedIn ? puppet.currentUserId : null),
    close: async () => {
      isOver = true;
      await wechaty.stop().catch(() => {});
    },
  };
  await wechaty.init();
  for (const name of LOOKED_UP) puppet.removeAllListeners(name);
  listen(puppet, events, () => isOver);
  await wechaty.start();
  isStarting = false;
  if (failure !== null) {
    await session.close();
    throw (failure as { readonly error: unknown }).error;
  }
  return session;
}

function listen(puppet: Puppet, events: SessionEvents, isOver: () => boolean): void {
  const unlessOver =
    <T>(act: (payload: T) => void) =>
    (payload: T): void => {
      if (!isOver()) act(payload);
    };
  puppet.on(
    'scan',
    unlessOver(({ qrcode }) => void (qrcode !== undefined && qrcode !== '' && events.scan(qrcode))),
  );
  puppet.on(
    'login',
    unlessOver(() => events.login()),
  );
  puppet.on(
    'logout',
    unlessOver(() => events.logout()),
  );
  puppet.on(
    'message',
    unlessOver(({ messageId }) => events.message(messageId)),
  );
  puppet.on(
    'friendship',
    unlessOver(({ friendshipId }) => events.friendship(friendshipId)),
  );
}
