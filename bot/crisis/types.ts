import type { CrisisKind } from '../../flows/crisis/triage/index.js';
import type { Address } from '../channels/channel.js';

/** What the gate found in one update, before anything was stored. Never the words; survives JSON. */
export interface GateResult {
  readonly level: 0 | 1 | 2 | 3;
  readonly kinds: readonly CrisisKind[];
  readonly about: 'self' | 'other' | 'unknown';
  /** What decided it: a rule id or `weights`. */
  readonly rule: string;
  /** The private address of whoever wrote. In a group it is not the group: all that follows goes here. */
  readonly person: Address;
  /** The card that was sent at once (levels 2 and 3), or null. */
  readonly card: GateCard | null;
}

/** A card and what became of it. */
export interface GateCard {
  /** Idempotency key of its outbox row: `card:<bot>:<updateId>`. */
  readonly key: string;
  readonly text: string;
  /** `failed`: it did not go out; the outbox must send it. `unknown`: it may have; it is not repeated blindly. */
  readonly sent: 'sent' | 'unknown' | 'failed';
  readonly providerRef: string | null;
  /** Where it went: the person, or the group where the person cannot be written to. */
  readonly address: Address;
}
