import type { Channel, Inbound, Outbound, SendErrorCode } from '../channel.js';
import type { RecordingHost } from './host.js';

/** What a person sees of one message of the bot. */
export interface Seen {
  readonly text: string;
  /** Labels, row after row. */
  readonly labels: readonly string[];
  readonly hasImage: boolean;
}

/** A person of the provider, driven by the contract. A method that the provider has no counterpart for is left out. */
export interface ContractPerson {
  /** `address.chat` of this person. */
  readonly chat: string;
  say(text: string): unknown;
  tap?(label: string): unknown;
  edit?(text: string): unknown;
  sendPhoto?(caption: string): unknown;
  sendVoice?(): unknown;
  sendSticker?(): unknown;
  sendDocument?(caption: string): unknown;
  block?(): unknown;
  unblock?(): unknown;
  messages(): readonly Seen[] | Promise<readonly Seen[]>;
}

/** One channel with its provider, fresh for each test. */
export interface Rig {
  readonly channel: Channel;
  /** Somebody whom the bot can write to. */
  readonly person: ContractPerson;
  /** The same somebody in a group with the bot. */
  readonly inGroup?: ContractPerson;
  /** An address that the provider does not know. */
  readonly deletedChat?: string;
  /** Lets the provider hand over its last update again. */
  repeatLast?(): unknown;
  /** Whether the provider repeats what the host could not store. */
  readonly redelivers: boolean;
  /** Each arranges that the next send to `person` ends so. */
  readonly outcomes: Partial<Record<SendErrorCode, () => unknown>>;
  /** The provider goes away, and comes back. */
  readonly outage?: { begin(): Promise<unknown>; end(): Promise<unknown> };
  /** Holds the next send back; resolves with what lets it go once it is held. */
  holdNext?(): { readonly isHeld: Promise<unknown>; release(): unknown };
  close(): Promise<unknown>;
}

/** A started channel in one test. */
export interface Scene {
  readonly rig: Rig;
  readonly host: RecordingHost;
  /** Sends to the person. */
  say(text: string, rest?: Partial<Outbound>): Promise<string | null>;
  /** Ends the test as not applicable; the reason is printed. */
  skip(reason: string): never;
}

/** Registers one test of the contract. */
export type Test = (name: string, run: (scene: Scene) => Promise<void>) => void;

/** The first thing that arrives. */
export async function first(host: RecordingHost): Promise<Inbound> {
  const [inbound] = await host.arrived(1);
  if (inbound === undefined) throw new Error('expected something to arrive, got nothing');
  return inbound;
}
