import type { Check, Finding } from './types.js';

/**
 * Protections of the docs/domain.md (§6) that are not built yet. Whoever builds one takes it off this list; the real bot
 * enrols people without them only where the operator has said so (GUIHANG_PILOT=yes).
 *
 * - `pin`: a PIN or phrase before anything private, quick exit, auto-hide (§6.3)
 * - `stubs`: the neutral stub for clients who chose stubs for everything (§6.1)
 * - `export`: export, correction and deletion by chat (§6.9)
 */
export const missingProtections = ['pin', 'stubs', 'export'] as const;

/** What is still missing, said as a warning while a pilot runs without it. */
export const checkProtections: Check = ({ config, isReal }) => {
  if (!isReal) return [];
  const check = 'protections';
  const isOpen = config.pilot;
  const head: Finding = {
    check,
    status: isOpen ? 'warn' : 'info',
    words: isOpen ? 'pilot.open' : 'pilot.closed',
  };
  return [
    head,
    ...missingProtections.map((name): Finding => ({
      check,
      status: head.status,
      words: `protections.${name}`,
    })),
  ];
};
