import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { loadStation } from '../../bot/facts/station.js';
import { seededRandom } from '../../bot/random.js';
import { seedClient } from '../../bot/seed/client.js';
import { loadCalendar } from '../../scheduler/calendar/index.js';
import { loadProgramme, programmeFile } from '../../scheduler/programmes/index.js';
import { replan } from '../../scheduler/replan.js';
import type { CliMachine } from '../support/cli.js';
import { setUpMachine, withDatabase } from '../support/station.js';

let machine: CliMachine;
let personId = '';
beforeAll(async () => {
  machine = await setUpMachine();
  await withDatabase(machine, (db) =>
    db.transaction(async (tx) => {
      const now = new Date();
      const station = loadStation(tx);
      const worker = await tx.prisma.person.findFirstOrThrow({ where: { role: 'worker' } });
      const setup = {
        alias: 'Ming',
        locale: 'en',
        zone: 'Asia/Shanghai',
        hour: '20:00',
        releaseOn: now.toISOString().slice(0, 10),
        workerId: worker.id,
        stationId: station.id,
        consents: ['bot'],
        testTemplate: null,
      } as const;
      personId = await seedClient(tx, setup, seededRandom(1), now);
      await replan(tx, { programme: loadProgramme(), calendar: loadCalendar(), station, personId, now });
    }),
  );
});
afterAll(() => machine.remove());

/** The golden three months as they might be next year. */
function nextRevision(): string {
  const raw = parse(readFileSync(programmeFile('golden-three-months'), 'utf8'));
  raw.revision = 2;
  raw.steps.find(({ id }: { id: string }) => id === 'papers').id = 'documents';
  raw.migrations = [{ from: 1, renamed: [{ step: 'papers', to: 'documents' }] }];
  return machine.write('next.yaml', stringify(raw));
}
const waiting = () => withDatabase(machine, (db) => db.prisma.due.findMany({ orderBy: { id: 'asc' } }));

describe('guihang programme', () => {
  it('says who is on which revision', async () => {
    const { code, stdout, stderr } = await machine.run(['programme']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Revision 1 (golden-three-months): 1, the newest.');
  });

  it('--try shows what a file would change, and changes nothing', async () => {
    const before = await waiting();
    const { code, stdout, stderr } = await machine.run(['programme', '--try', nextRevision()]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Ming: revision 1 → 2');
    expect(stdout).toContain('papers/D4 → documents/D4');
    expect(stdout).toContain('nothing was changed');
    expect(await waiting()).toEqual(before);
  });

  it('a file that says nothing of a step is refused with what is missing', async () => {
    const file = nextRevision();
    const text = readFileSync(file, 'utf8').replace('step: papers', 'step: buddy');
    const { code, stderr } = await machine.run(['programme', '--try', machine.write('bad.yaml', text)]);
    expect(code).not.toBe(0);
    expect(stderr).toContain('papers renamed or removed');
  });

  it('refuses to move anybody to a file that is only tried, ends with 1 while somebody is on an unknown one', async () => {
    expect((await machine.run(['programme', '--move', '--try', nextRevision()])).code).toBe(2);
    await withDatabase(machine, (db) =>
      db.prisma.enrolment.update({ where: { personId }, data: { revision: 9 } }),
    );
    const { code, stdout } = await machine.run(['programme', '--move']);
    expect(code).toBe(1);
    expect(stdout).toContain('Revision 9 (golden-three-months): 1. No way from there is stated');
  });
});
