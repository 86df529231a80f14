import type { Database } from '../../prisma/client.js';
import { secureRandom } from '../../bot/random.js';
import { seedContact } from '../../bot/seed/station.js';
import { openOwn } from '../../bot/setup/open.js';
import { CliMachine } from './cli.js';

/** Opens the machine's real database for as long as `look` runs. */
export async function withDatabase<T>(machine: CliMachine, look: (db: Database) => Promise<T>): Promise<T> {
  const db = await openOwn(machine.config);
  try {
    return await look(db);
  } finally {
    await db.close();
  }
}

/** All of the staff, by name. */
export function staffOf(machine: CliMachine): Promise<Map<string, { id: string; role: string }>> {
  return withDatabase(machine, async ({ prisma }) => {
    const people = await prisma.person.findMany({ where: { role: { not: 'client' } } });
    return new Map(people.map(({ alias, id, role }) => [alias, { id, role }]));
  });
}

/** As if these colleagues had sent their codes to the bot. */
export function join(machine: CliMachine, aliases: readonly string[]): Promise<void> {
  return withDatabase(machine, (db) =>
    db.transaction(async (tx) => {
      const people = await tx.prisma.person.findMany({ where: { alias: { in: [...aliases] } } });
      for (const { id, alias } of people) {
        await seedContact(tx, { bot: 'telegram', chat: alias }, id, 'en', secureRandom, new Date());
      }
    }),
  );
}

/** The codes that a run printed, by name. */
export function codesIn(stdout: string): Map<string, string> {
  const lines = stdout.matchAll(
    /^ {2}(?:social worker|supervisor|operator) (.+)\n {4}([0-9A-Z]{4}-[0-9A-Z]{4})/gmu,
  );
  return new Map([...lines].map(([, alias, code]) => [alias!, code!]));
}

/** A machine with the example's station set up, made once; its data is copied for each test. */
export async function setUpMachine(): Promise<CliMachine> {
  const machine = new CliMachine();
  machine.station();
  const { code, stderr } = await machine.run(['setup', '--from', 'station.yaml']);
  if (code !== 0) throw new Error(`expected set-up to end with 0, got ${String(code)}: ${stderr}`);
  return machine;
}
