/** The closed word lists of programme files. A word that is not here is refused when the file is loaded. */

/** Conversations that a step may open. */
export const FLOWS = [
  'first-night',
  'gate-day',
  'report-in',
  'agreement',
  'papers',
  'check-in',
  'weekly-check',
  'screening',
  'appointment-reminder',
  'call-up',
  'milestone',
  'lesson',
  'group',
  'buddy',
  'health',
  'benefits',
  'job-profile',
  'job-leads',
  'job-follow-up',
  'contact-data',
  'activity',
  'third-year',
  'farewell',
  'task',
] as const;
/** A conversation that a step may open. */
export type Flow = (typeof FLOWS)[number];

/** What a step is about: sets its priority and is the unit of pausing and opting out. */
export const CATEGORIES = [
  'arrival',
  'appointment',
  'report-in',
  'check-in',
  'screening',
  'group',
  'weekly-check',
  'health',
  'job',
  'contact',
  'milestone',
  'activity',
  'lesson',
  'task',
] as const;
/** What a step is about. */
export type Category = (typeof CATEGORIES)[number];

/** Consents and opt-ins that a step may need. F1 education, F2 appointment time (docs/domain.md, privacy rule 7). */
export const SCOPES = ['health', 'group', 'jobs', 'activities', 'family.F1', 'family.F2'] as const;
/** A consent or opt-in given by the client. */
export type Scope = (typeof SCOPES)[number];

/** Facts about an enrolment that must hold, else the step is dropped with `condition-met`. */
export const CONDITIONS = [
  'not-reported-in',
  'not-signed',
  'enrolled-before-release',
  'no-template-yet',
  'no-baseline-test',
  'third-year-open',
] as const;
/** A fact that must hold. */
export type Condition = (typeof CONDITIONS)[number];

/** Who a step is for. */
export const RECIPIENTS = ['client', 'family', 'worker'] as const;
/** Who a step is for. */
export type Recipient = (typeof RECIPIENTS)[number];

/** What to do while a conversation is open: break in, hold until it ends, or let this one go. */
export const START_MODES = ['interrupt', 'wait', 'skip'] as const;
/** What to do while a conversation is open. */
export type StartMode = (typeof START_MODES)[number];

/** For steps whose moment passed before the person was enrolled. */
export const LATE_RULES = ['send', 'skip', 'task'] as const;
/** For steps whose moment passed before the person was enrolled. */
export type LateRule = (typeof LATE_RULES)[number];

/** For steps that are overdue (we were down, the person was paused): see `overdue` in the planner. */
export const CATCH_UPS = ['send', 'fold', 'skip', 'task'] as const;
/** For steps that are overdue. */
export type CatchUp = (typeof CATCH_UPS)[number];

/** Test-frequency templates; a worker confirms one before it runs. */
export const TEMPLATES = ['cn-22', 'cn-12', 'cn-28'] as const;
/** A test-frequency template. */
export type TestTemplate = (typeof TEMPLATES)[number];
