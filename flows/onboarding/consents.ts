import { text, type Text } from '../engine/text.js';
import { dayAfter } from '../staff/days.js';

/** What a client may agree to beside the bot itself; each separate, off until given. */
export const optionalScopes = ['share.signals', 'group', 'jobs', 'activities'] as const;
/** One of {@link optionalScopes}. */
export type OptionalScope = (typeof optionalScopes)[number];

/** Consent to the bot itself. */
export const botScope = 'bot';

/** Version of the consent texts; goes up when one of them changes its sense. */
export const consentTextVersion = 1;

/** For how many days a consent holds (model of the record: 42 CFR 2.31, which wants an end). */
export const consentDays = 365;

/** Key of the exact text that was shown, for the record. */
export function consentTextKey(scope: string): string {
  return `onboarding:consent.${scope}`;
}

/** Who gets what, what for, until when, how to take it back: what is read before yes or no. */
export function consentText(scope: OptionalScope, worker: string, today: string): Text {
  return text(consentTextKey(scope), { worker, until: dayAfter(today, consentDays) });
}

/** A scope from an arg; null if it is none that can be switched by hand. */
export function optionalScope(name: string): OptionalScope | null {
  return optionalScopes.find((scope) => scope === name) ?? null;
}
