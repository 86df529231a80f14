/** One line of a chat as WeChat shows it. */
export interface TwinLine {
  readonly id: string;
  readonly chat: string;
  readonly by: 'bot' | 'person';
  readonly text: string;
  readonly hasImage: boolean;
}

/** A message as a puppet hands it over; anything may stand in it. */
export type TwinPayload = Record<string, unknown>;

/** A friend request that waits for an answer. */
export interface TwinRequest {
  readonly id: string;
  readonly contactId: string;
  readonly hello: string;
  /** 1 confirmed, 2 received. */
  readonly type: number;
  isAccepted: boolean;
}

/** Something for the account: its kind of event, and the id to ask for. */
export type TwinEvent = { readonly name: 'message' | 'friendship'; readonly id: string };

/** What WeChat knows of one account. It outlives the puppet service, which may come and go. */
export class TwinAccount {
  readonly self = 'bot-self';
  readonly friends = new Set<string>();
  readonly blocked = new Set<string>();
  readonly lines: TwinLine[] = [];
  readonly payloads = new Map<string, TwinPayload>();
  readonly requests = new Map<string, TwinRequest>();
  /** What happened while no puppet was there to hear it. */
  readonly backlog: TwinEvent[] = [];
  /** What the next sends do instead: throw, or wait. */
  readonly script: (() => Promise<void>)[] = [];
  /** Nobody has to scan a code. */
  isTrusted = true;
  /** How often somebody's file or a room's list was asked for. */
  lookups = 0;
  /** How many sends reached WeChat. */
  sends = 0;
  private count = 0;
  private deliver: ((event: TwinEvent) => void) | null = null;

  constructor(readonly now: () => number) {}

  nextId(kind: string): string {
    this.count += 1;
    return `${kind}-${this.count}`;
  }

  /** A puppet is there and hears from now on; null when it goes. */
  heardBy(deliver: ((event: TwinEvent) => void) | null): void {
    this.deliver = deliver;
    if (deliver === null) return;
    for (const event of this.backlog.splice(0)) deliver(event);
  }

  happen(event: TwinEvent): void {
    if (this.deliver === null) this.backlog.push(event);
    else this.deliver(event);
  }

  /** A message arrives, whatever it holds; its id. */
  push(payload: TwinPayload, id = this.nextId('in')): string {
    this.payloads.set(id, { id, timestamp: this.now(), ...payload });
    this.happen({ name: 'message', id });
    return id;
  }

  /** The account writes; WeChat hands its own words back to it as a message. */
  async write(chat: string, line: { readonly text: string; readonly hasImage: boolean }): Promise<string> {
    const act = this.script.shift();
    if (act !== undefined) await act();
    this.sends += 1;
    if (this.blocked.has(chat)) throw new Error('you are not a friend any more');
    if (!this.friends.has(chat)) throw new Error('contact not found');
    const id = this.nextId('out');
    this.lines.push({ id, chat, by: 'bot', ...line });
    this.push({ talkerId: this.self, listenerId: chat, type: line.hasImage ? 6 : 7, text: line.text }, id);
    return id;
  }
}
