import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../prisma/package-root.js';
import { eligibilityReasons } from '../../scheduler/eligibility.js';
import { fireReasons } from '../../scheduler/fire.js';
import { planReasons } from '../../scheduler/planner/index.js';
import { shippedBook } from '../../scheduler/programmes/index.js';
import { testLocales } from '../../test/support/context.js';
import { decisionKinds, PlanWords } from './words.js';

const steps = shippedBook().all.flatMap((programme) => programme.steps.map((step) => step.id));

const reasons = [
  ...Object.keys(planReasons),
  'no-longer-planned',
  'new-revision',
  ...eligibilityReasons,
  ...eligibilityReasons.map((reason) => `host-${reason}`),
  ...fireReasons,
];

describe.each(['zh-CN', 'en'])('the words of the plan in %s', (locale) => {
  const words = new PlanWords(testLocales(), locale);
  const locales = testLocales();

  it('has every step of the programme', () => {
    expect(steps.filter((id) => !locales.has(`plan:step.${id}`, locale))).toEqual([]);
  });

  it('has every reason that the planner, eligibility and firing can give', () => {
    expect(reasons.filter((code) => !locales.has(`plan:reason.${code}`, locale))).toEqual([]);
  });

  it('has every state and kind of decision', () => {
    expect(decisionKinds.filter((kind) => !locales.has(`plan:decision.${kind}`, locale))).toEqual([]);
    const states = ['planned', 'folded', 'claimed', 'done', 'dropped', 'cleared', 'cancelled'];
    expect(states.filter((state) => !locales.has(`plan:state.${state}`, locale))).toEqual([]);
  });

  it('has no words for a step that is in no programme and no flow', () => {
    const file = path.join(packageRoot(), 'locales', locale, 'plan.yaml');
    const known = Object.keys((parse(readFileSync(file, 'utf8')) as { step: object }).step);
    const own = [
      'pause-over',
      'reach-out',
      'welcome',
      'silence-call',
      'silence-reach',
      'silence-visit',
      'silence-rest',
      'leave-answer',
      'leave-over',
      'leave-late',
      'programme',
    ];
    expect(known.filter((id) => !steps.includes(id) && !own.includes(id))).toEqual([]);
  });

  it('shows a code without words as it is', () => {
    expect(words.named('reason', 'of-tomorrow')).toBe('of-tomorrow');
  });
});
