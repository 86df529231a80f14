import type { Database } from '../../prisma/client.js';
import { buttonsOf, choiceAt } from '../../prisma/repositories/buttons.js';
import type { Random } from '../random.js';
import { react, type Choice, type Persona } from './personas.js';

/** How an actor reaches a phone. */
export interface Phone {
  say(text: string): Promise<void>;
  tap(token: string, label: string): Promise<void>;
}

interface Plan {
  readonly at: number;
  readonly act: () => Promise<void>;
}

interface Row {
  readonly id: number;
  readonly buttons: string;
  readonly proactive: number;
  readonly sentAt: number;
}

/** Plays a person on a phone by the virtual clock: looks at what came, and answers a while later as their persona does. */
export class PersonaActor {
  private plans: Plan[] = [];
  private since = 0;
  private readonly seen = new Set<number>();

  constructor(
    private readonly db: Database,
    private readonly personId: string,
    private readonly phone: Phone,
    private readonly random: Random,
    public persona: Persona,
  ) {}

  /** Does something at a moment of its own. */
  at(moment: Date, act: () => Promise<void>): void {
    this.plans.push({ at: moment.getTime(), act });
  }

  /** When the actor acts next, or null. */
  next(): Date | null {
    return this.plans.length === 0 ? null : new Date(Math.min(...this.plans.map((plan) => plan.at)));
  }

  /** Looks at new messages and does what is due. True when something was done (the bot has to settle again). */
  async act(now: Date): Promise<boolean> {
    await this.look();
    const due = this.plans.filter((plan) => plan.at <= now.getTime()).sort((a, b) => a.at - b.at);
    this.plans = this.plans.filter((plan) => plan.at > now.getTime());
    for (const plan of due) await plan.act();
    return due.length > 0;
  }

  /** Forgets what came until now, as a person does who takes up the phone only today. */
  async catchUp(): Promise<void> {
    const [row] = await this.db.raw.query<{ at: number | null }>(
      `SELECT max("sentAt") AS at FROM "Outbox" WHERE "personId" = ? AND "state" = 'sent'`,
      this.personId,
    );
    this.since = (row?.at ?? 0) + 1;
    this.seen.clear();
    this.plans = [];
  }

  private async look(): Promise<void> {
    const rows = await this.db.raw.query<Row>(
      `SELECT "id","buttons","proactive","sentAt" FROM "Outbox" WHERE "personId" = ? AND "sentAt" >= ? AND "state" = 'sent'
       ORDER BY "sentAt","id"`,
      this.personId,
      this.since,
    );
    for (const row of rows.filter((one) => !this.seen.has(one.id))) {
      // Messages sent at one moment may be marked one after the other: the moment is looked at again.
      if (row.sentAt > this.since) this.seen.clear();
      this.since = row.sentAt;
      this.seen.add(row.id);
      const choices = await this.choicesOf(row);
      for (const { token, label, afterMs } of react(
        this.persona,
        choices,
        row.proactive === 1,
        this.random,
      )) {
        this.plans.push({ at: row.sentAt + afterMs, act: () => this.phone.tap(token, label) });
      }
    }
  }

  private async choicesOf(row: Row): Promise<Choice[]> {
    const buttons = (JSON.parse(row.buttons) as { token: string; label: string }[][]).flat();
    return this.db.read((sql) =>
      buttons.flatMap((button) => {
        const kept = buttonsOf(sql, button.token);
        const choice = kept === null ? null : choiceAt(kept, button.token);
        return choice === null ? [] : [{ ...button, action: choice.action }];
      }),
    );
  }
}
