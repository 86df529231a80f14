import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares a webhook's secret header with ours in constant time, also when the lengths differ. */
export function isSecret(header: unknown, secret: string): boolean {
  const given = typeof header === 'string' ? header : '';
  return timingSafeEqual(digest(given), digest(secret)) && given !== '';
}
