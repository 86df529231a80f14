import type { Flow } from '../engine/types.js';
import { grantEnded, grantExpired } from './expiry.js';
import { familyGrant } from './grant.js';
import { familyHome, familyMember } from './home.js';
import { familyInvite } from './invite.js';
import { lesson } from './lesson.js';
import { shareMilestone } from './milestone.js';
import { familyRevoke, revoke } from './revoke.js';
import { familyAbout, familyJoined, familyWelcome } from './welcome.js';
import { worried } from './worried.js';

export { familyMenu } from './welcome.js';

/** Family: asking somebody in, what they may get, taking it back, and their worry. */
export const familyFlows: readonly Flow[] = [
  familyHome,
  familyMember,
  familyInvite,
  familyGrant,
  familyRevoke,
  revoke,
  grantExpired,
  grantEnded,
  familyWelcome,
  familyAbout,
  familyJoined,
  lesson,
  shareMilestone,
  worried,
];
