import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../../prisma/package-root.js';
import { eligibilityReasons } from '../../scheduler/eligibility.js';
import { fireReasons } from '../../scheduler/fire.js';
import { planReasons } from '../../scheduler/planner/index.js';
import { shippedBook } from '../../scheduler/programmes/index.js';
import { testLocales } from '../../test/support/context.js';
import { heldKinds } from '../render/family-hold.js';
import { decisionKinds, PlanWords } from './words.js';

/** Steps of every programme, and those that flows and the system schedule by themselves. */
const planned = shippedBook().all.flatMap((programme) => programme.steps.map((step) => step.id));

/** Everything that is ours and runs, as text. */
const source = ['flows', 'bot', 'scheduler', 'prisma/repositories'].flatMap((folder) =>
  readdirSync(path.join(packageRoot(), folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('generated'))
    .map((name) => readFileSync(path.join(packageRoot(), folder, name), 'utf8')),
);
const found = (pattern: RegExp) =>
  [...new Set(source.flatMap((text) => [...text.matchAll(pattern)].map(([, code]) => code!)))].sort();

/** Steps that the code itself names in rows and decisions; what a crisis holds back is named by its kind of message. */
const named = [
  ...heldKinds,
  ...found(/\bstep: '([a-z0-9-]+)'/gu),
  ...found(/\btellClient\([\s\S]{0,60}?'([a-z]+-[a-z-]+)'/gu),
];
/** Why a group is cleared or a waiting message is taken back. */
const clearings = [
  ...found(/do: 'due\.clear',[^}]*?reason: '([a-z-]+)'/gu),
  ...found(/clearGroup\([\s\S]{0,60}?, '([a-z-]+)', now\)/gu),
  ...found(/code: 'cleared\.([a-z-]+)'/gu),
  ...found(/cancelOutbox\([^)]*?, '([a-z-]+)'\)/gu),
  ...found(/do: 'messages\.stop', reason: '([a-z-]+)'/gu),
];
/** How a message ends unsent, or why it waits. */
const endings = found(/error: '([a-z-]+)'/gu).concat(found(/'(send\.[a-z-]+)'/gu));
/** Decisions of their own kind. */
const codes = [
  ...found(/\bcode: '([a-z.-]+)'/gu).filter(
    (code) => !/^(?:cover|send|channel|due|inbox|clock)\./u.test(code),
  ),
  ...found(/unheard\([\w.]+, '([a-z-]+)'\)/gu).map((reason) => `crisis.${reason}`),
];

const reasons = [
  ...Object.keys(planReasons),
  'no-longer-planned',
  'new-revision',
  ...eligibilityReasons,
  ...eligibilityReasons.map((reason) => `host-${reason}`),
  ...fireReasons,
  'host-failed',
  ...clearings,
  ...endings,
];

describe.each(['zh-CN', 'en'])('the words of the plan in %s', (locale) => {
  const locales = testLocales();
  const words = new PlanWords(locales, locale);

  it('has every step of every programme, and every step that the code names', () => {
    expect(named.length).toBeGreaterThan(30);
    expect([...planned, ...named].filter((id) => !words.has('step', id))).toEqual([]);
  });

  it('has every reason that the planner, eligibility, firing, deeds and sending can give', () => {
    expect(clearings).toContain('sign-of-life');
    expect(endings).toContain('send.throttled');
    expect(reasons.filter((code) => !words.has('reason', code))).toEqual([]);
  });

  it('has every state and every decision', () => {
    expect(decisionKinds.filter((kind) => !words.has('decision', kind))).toEqual([]);
    expect(codes).toContain('release-day.changed');
    expect(codes).toContain('crisis.nobody-at-position');
    expect(codes.filter((code) => !words.has('code', code))).toEqual([]);
    const states = ['planned', 'folded', 'claimed', 'done', 'dropped', 'cleared', 'cancelled'];
    expect(states.filter((state) => !words.has('state', state))).toEqual([]);
  });

  it('has no words for a step that is in no programme and in no code', () => {
    const file = path.join(packageRoot(), 'locales', locale, 'plan.yaml');
    const known = Object.keys((parse(readFileSync(file, 'utf8')) as { step: object }).step);
    const made = ['expiry', 'follow-up-minutes', 'follow-up-hour', 'follow-up-day', 'follow-up-later'];
    expect(known.filter((id) => ![...planned, ...named, ...made].includes(id))).toEqual([]);
  });

  it('shows a code without words as it is', () => {
    expect(words.named('reason', 'of-tomorrow')).toBe('of-tomorrow');
    expect(words.has('reason', 'of-tomorrow')).toBe(false);
    expect(words.has('code', 'dropped.of-tomorrow')).toBe(false);
  });
});
