/** A made-up person, for tests, benches and documents. */
import type { PlanEnrolment } from './types.js';

/**
 * Released on 2026-12-01 in Shanghai, enrolled six days before, everything opted in, one family member, no
 * appointments. Pass what should differ: `sampleEnrolment({ hour: '09:00' })`.
 */
export function sampleEnrolment(changes: Partial<PlanEnrolment> = {}): PlanEnrolment {
  return {
    id: 'e1',
    zone: 'Asia/Shanghai',
    hour: '20:00',
    releaseOn: '2026-12-01',
    enrolledAt: new Date('2026-11-25T02:00:00Z'),
    reportIn: {
      decisionReceivedOn: '2026-12-01',
      deadlineDays: 15,
      reportedOn: null,
      agreementSignedOn: null,
    },
    testTemplate: null,
    seed: 'sample',
    appointments: [],
    groupWeekday: 6,
    groupTime: '15:00',
    scopes: ['health', 'group', 'jobs', 'activities'],
    healthReminders: [],
    familyIds: ['f1'],
    familyAppointmentIds: [],
    paused: [],
    leave: [],
    mutedSteps: [],
    endOn: null,
    ...changes,
  };
}
