/** Whom a bot account is there for. `clients` is for clients and their families, `staff` for those who work here. */
export type Audience = 'everyone' | 'clients' | 'staff';

/** Whether somebody in this role is at home with a bot of this audience. Strangers are let in everywhere. */
export function serves(audience: Audience, role: string): boolean {
  if (audience === 'everyone' || role === 'stranger') return true;
  const isClientSide = role === 'client' || role === 'family';
  return isClientSide === (audience === 'clients');
}
