import { text } from '../engine/text.js';
import type { Option, Role } from '../engine/types.js';
import { familyMenu } from '../family/welcome.js';
import { helpButton } from '../help/help.js';

/** A door of the menu: it may be used again and again. */
function door(name: string, flow: string): Option {
  return { value: name, label: text(`menu:door.${name}`), open: { flow, args: {} }, again: true };
}

/** What a client finds in the menu. */
export const clientRows: readonly (readonly Option[])[] = [
  [door('plan', 'my-plan'), door('appointments', 'my-appointments')],
  [door('write', 'relay'), door('family', 'family')],
  [door('settings', 'settings'), helpButton],
];

/** A client who has stopped: the way back, and help. */
export const stoppedRows: readonly (readonly Option[])[] = [
  [door('return', 'return'), helpButton],
  [door('know', 'know')],
];

/** What a family member finds in the menu. */
export const familyRows: readonly (readonly Option[])[] = [
  ...familyMenu,
  [door('write', 'relay'), helpButton],
  [door('language', 'language'), door('stop', 'stop')],
  [door('addresses', 'addresses')],
];

/** What staff find in the menu. */
export function staffRows(role: Role): readonly (readonly Option[])[] {
  if (role === 'operator')
    return [[door('alerts', 'alerts'), door('rota', 'rota')], [door('language', 'language')]];
  return [
    [door('today', 'today'), door('caseload', 'caseload')],
    [door('invite', 'invite'), door('notice', 'notice')],
    [door('alerts', 'alerts'), door('rota', 'rota')],
    [door('language', 'language')],
  ];
}

/** What a client can set. */
export const settingsRows: readonly (readonly Option[])[] = [
  [door('hour', 'hour'), door('language', 'language')],
  [door('release-day', 'release-day'), door('wishes', 'wishes')],
  [door('know', 'know'), door('lost', 'lost')],
  [door('phone', 'my-phone'), door('card', 'my-card')],
  [door('leave', 'leave'), door('pause', 'pause')],
  [door('addresses', 'addresses'), door('stop', 'stop')],
];
