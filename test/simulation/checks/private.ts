import { at, grouped, itemKey, type Evidence, type Problem, type Witness } from './evidence.js';

/** What each scope lets a family member receive, by the kind of message. */
const scopeOf: Readonly<Record<string, string>> = {
  'family-lesson': 'F1',
  lesson: 'F1',
  'family-appointment': 'F2',
  appointment: 'F2',
  'appointment-reminder': 'F2',
  'family-please-call': 'F3',
  'family-milestone': 'F4',
  'family-emergency': 'F5',
};
/** What family gets without any scope: that messages pause or come back, the end of a grant, a welcome (and what follows their own cry for help). */
const always = ['family-pause', 'family', 'family-expiry', 'family-welcome'];

/** Family receives what was granted and nothing else, unless they asked for it themselves. */
export function checkFamily(evidence: Evidence): Problem[] {
  return evidence.people.flatMap((witness) => {
    const { member, shown } = witness;
    if (member.role !== 'family') return [];
    return shown.flatMap((line) => {
      const row = evidence.outbox.get(line.key);
      if (row === undefined || row.lane === 'crisis' || isAnswer(evidence, witness, row.writtenMs)) return [];
      if (always.includes(row.kind) || row.kind.startsWith('crisis')) return [];
      const scope = scopeOf[row.kind];
      if (scope !== undefined && member.scopes?.includes(scope) === true) return [];
      return [
        {
          check: 'family',
          chat: member.chat,
          detail: `${at(line.atMs)} ${row.kind} without ${scope ?? 'any scope'}`,
        },
      ];
    });
  });
}

function isAnswer({ run }: Evidence, { taken }: Witness, writtenMs: number): boolean {
  return taken.has(writtenMs) || run.starts.includes(writtenMs);
}

/** Nothing of a random call-up is on any phone or in any appointment before its release. */
export async function checkCallUps(evidence: Evidence): Promise<Problem[]> {
  const { run, dues, decisions, written, people } = evidence;
  const booked = await run.db.raw.query<{ id: string; personId: string; createdAt: number }>(
    `SELECT "id","personId","createdAt" FROM "Appointment" WHERE "origin" = 'random'`,
  );
  const about = grouped([...written.values()].flat(), (row) => row.about);
  return booked.flatMap((appointment) => {
    const told = dues.find(
      (row) =>
        row.step === 'call-up' &&
        // Planning anew drops later ones in the same moment.
        row.state === 'done' &&
        row.personId === appointment.personId &&
        row.endedAt === appointment.createdAt,
    );
    const chat = people.find(({ member }) => member.id === appointment.personId)?.member.chat ?? null;
    const problem = (detail: string): Problem[] => [
      { check: 'call-ups', chat, detail: `${detail} (${appointment.id})` },
    ];
    if (told === undefined) return problem('booked without a call-up that fired');
    if (told.releaseAt === null || appointment.createdAt < told.releaseAt)
      return problem('booked before its release');
    const toldMs = decisions.get(itemKey(told))?.find(({ code }) => code === 'fired')?.elapsedMs ?? Infinity;
    const early = (about.get(`appointment:${appointment.id}`) ?? []).some((row) => row.writtenMs < toldMs);
    return early ? problem('written about before its release') : [];
  });
}
