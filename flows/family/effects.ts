import type { Text } from '../engine/text.js';
import type { FamilyScope } from './scopes.js';

/** Effects of family. Each leaves planning to an explicit `replan`. */
export type FamilyEffect =
  /**
   * Make the family member (unless there) and a one-time code, older codes of theirs being void, and tell the client
   * code and link.
   */
  | {
      readonly do: 'family.invite';
      readonly clientId: string;
      readonly familyId: string;
      readonly alias: string | Text;
    }
  /** A consent for one scope to one family member; an older one of the same scope ends. */
  | {
      readonly do: 'family.grant';
      readonly consentId: string;
      readonly clientId: string;
      readonly familyId: string;
      readonly scope: FamilyScope;
      readonly expiresAt: Date;
      /** The text that was shown, for the record. */
      readonly textKey: string;
      readonly textVersion: number;
    }
  /** End these scopes now, and stop every message of theirs that has not gone out. */
  | {
      readonly do: 'family.revoke';
      readonly clientId: string;
      readonly familyId: string;
      readonly scopes: readonly FamilyScope[];
    }
  /** The link ends; unused codes are void. */
  | { readonly do: 'family.end'; readonly clientId: string; readonly familyId: string };
