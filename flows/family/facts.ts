import type { FamilyScope } from './scopes.js';

/** What a client has granted to one family member, as it stands now. */
export interface GrantFacts {
  readonly scope: FamilyScope;
  readonly expiresAt: Date | null;
}

/** A family member, for the client. */
export interface FamilyLinkFacts {
  readonly familyId: string;
  /** What the client calls them. */
  readonly alias: string;
  /** Has used the code. */
  readonly joined: boolean;
  readonly grants: readonly GrantFacts[];
}

/** A client, for the family member whom they invited. Nothing of the file. */
export interface RelativeFacts {
  readonly clientId: string;
  readonly alias: string;
  /** What the client calls this family member. */
  readonly called: string;
  readonly worker: { readonly personId: string; readonly alias: string } | null;
  readonly grants: readonly GrantFacts[];
}

/** Look-ups of family. */
export interface FamilyFacts {
  /** For the client (and the system): the family members, oldest first. Staff see nothing of it. */
  familyLinks(clientId: string): readonly FamilyLinkFacts[];
  /** For the family member (and the system): who invited them. */
  clientsOf(familyId: string): readonly RelativeFacts[];
}
