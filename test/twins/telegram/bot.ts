import { Account, type Room, type World } from './account.js';
import { Person } from './person.js';
import type { TgUpdate, TgUser } from './types.js';

export type WaitFor = <T>(probe: () => T | null | undefined | false, what: string) => Promise<T>;

/** A group with the bot in it. */
export interface Group {
  readonly room: Room;
  readonly id: number;
}

/** One bot account, seen from the test: its people, groups and the raw update queue. */
export class TwinBot {
  readonly account: Account;
  private readonly people = new Map<number, Person>();

  constructor(
    readonly token: string,
    readonly username: string,
    world: World,
    private readonly waitFor: WaitFor,
  ) {
    this.account = new Account(token, username, world);
  }

  /** The person with this id; made on first use. The bot cannot write to them before they wrote or {@link open}. */
  person(id: number, options: { readonly language?: string; readonly name?: string } = {}): Person {
    const known = this.people.get(id);
    if (known !== undefined) return known;
    const user: TgUser = { id, is_bot: false, first_name: options.name ?? `P${id}` };
    if (options.language !== undefined) user.language_code = options.language;
    const room = this.account.addRoom({ id, type: 'private', first_name: user.first_name }, 'unopened');
    const person = new Person(this.account, user, room, this.waitFor);
    this.people.set(id, person);
    return person;
  }

  /** As if these people had pressed "Start" long ago; no update. */
  open(...ids: number[]): void {
    for (const id of ids) {
      this.person(id);
      const room = this.account.rooms.get(id);
      if (room !== undefined) room.state = 'open';
    }
  }

  /** A group that the bot is in; `id` negative. Joining is told by my_chat_member unless `silently`. */
  group(id: number, options: { readonly title?: string; readonly silently?: boolean } = {}): Group {
    const room = this.account.addRoom({ id, type: 'group', title: options.title ?? `G${-id}` });
    if (options.silently !== true) this.tellMembership(room, 'left', 'member');
    return { room, id };
  }

  /** Turns a group into a supergroup: a new id, two service messages, and refusals at the old one. */
  migrate(group: Group): Group {
    const newId = -1_000_000_000_000 + group.id;
    const { title } = group.room.chat;
    const room = this.account.addRoom({
      id: newId,
      type: 'supergroup',
      ...(title === undefined ? {} : { title }),
    });
    const admin: TgUser = { id: 1, is_bot: false, first_name: 'Admin' };
    const leaving = this.account.record(group.room, admin, { migrate_to_chat_id: newId }).message;
    const arriving = this.account.record(room, admin, { migrate_from_chat_id: group.id }).message;
    group.room.movedTo = newId;
    this.account.queue.push('message', leaving);
    this.account.queue.push('message', arriving);
    return { room, id: newId };
  }

  /** Throws the bot out of a group. */
  kick(group: Group): void {
    group.room.state = 'kicked';
    this.tellMembership(group.room, 'member', 'kicked');
  }

  /** Queues anything as an update; without an `update_id` the provider would never send it, the fuzz test does. */
  push(update: TgUpdate): void {
    this.account.queue.pushRaw(update);
  }

  /** Hands the newest update out once more, under its old number. */
  pushAgain(): void {
    this.account.queue.pushAgain();
  }

  /** From now on taps made so far are too old to answer. */
  expireTaps(): void {
    this.account.taps.clear();
  }

  private tellMembership(room: Room, before: string, after: string): void {
    const user = this.account.me;
    this.account.queue.push('my_chat_member', {
      chat: room.chat,
      from: { id: 1, is_bot: false, first_name: 'Admin' },
      date: this.account.world.seconds(),
      old_chat_member: { user, status: before },
      new_chat_member: { user, status: after },
    });
  }
}
