import { triage } from '../../flows/crisis/triage/index.js';
import { invitationCode } from '../../flows/router.js';
import type { Database } from '../../prisma/client.js';
import type { AccessRequest } from '../channels/channel.js';
import { findInvitation, showCode } from '../commit/invitations.js';

/** From this level on nobody is asked for a code first. */
const inDanger = 2;

/**
 * Whether somebody may be let in on a channel where nobody can write before they are (friend requests): with a valid
 * invitation code in their words, which is then taken as what they wrote; or when the words tell of danger. All others
 * are given no sign at all: null. Never rejects.
 */
export async function admit(db: Database, { text }: AccessRequest, now: Date): Promise<string | null> {
  try {
    if (triage(text, { role: 'stranger' }).level >= inDanger) return text;
    const codes = new Set(words(text).flatMap((word) => invitationCode(word) ?? []));
    for (const code of [...codes].slice(0, 2)) {
      const found = await db.transaction((tx) => findInvitation(tx, code, now));
      if (found !== null) return showCode(code);
    }
  } catch {
    // The store is down: they may ask again.
  }
  return null;
}

/** What stands between spaces and marks; a code's own dash stays. */
const words = (text: string): string[] =>
  text
    .normalize('NFKC')
    .split(/[^A-Za-z0-9-]+/u)
    .filter(Boolean);
