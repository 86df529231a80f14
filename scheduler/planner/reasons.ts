/** Why a planned item is not simply sent at its moment. Closed: a new reason is added here or nowhere. */
export const planReasons = {
  folded: 'carried by another conversation of the same day, as a line or question in it',
  replaced: 'another conversation stands in its place (the weekly check instead of that day’s check-in)',
  'cap-full': 'no room under the daily cap on its day or on any day of its window',
  'outside-window': 'its window holds no day on which it may be sent',
  'no-host': 'only ever part of a check-in, and no check-in is near enough',
  'late-enrolment-skip': 'its moment had passed when the person was enrolled; the step says skip',
  'late-enrolment-send': 'its moment had passed when the person was enrolled; sent in the first days instead',
  'late-enrolment-task': 'its moment had passed when the person was enrolled; a worker gets a task instead',
  overdue: 'its moment passed unsent and the step says skip',
  'overdue-send': 'its moment passed unsent; sent as soon as allowed',
  'overdue-task': 'its moment passed unsent; a worker gets a task instead',
  expired: 'its moment passed so long ago that it would make no sense any more',
  moved: 'moved inside its window, because its own day was full or closed',
  'quiet-hours': 'would fall in quiet hours and the moment before them has passed',
  'consent-missing': 'the client has not given (or has withdrawn) the consent or opt-in that it needs',
  'condition-met': 'no longer needed: the deed that it asks for is done, or its appointment is settled',
  'no-template': 'no test template is confirmed by a worker',
  paused: 'the client or a worker has paused it',
  'on-leave': 'the client is on approved leave',
  muted: 'switched off for this person',
  ended: 'after the end of the follow-up',
  'after-working-day': 'moved to the next working day of the place',
  'family-cap': 'one lesson a week to a family member',
} as const;

/** A reason code; its meaning is in {@link planReasons}. */
export type ReasonCode = keyof typeof planReasons;
