import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultRule } from './faults.js';
import type { LimitOptions } from './limits.js';
import type { Person, Shown } from './person.js';
import type { TelegramTwin } from './twin.js';

/** One order to a twin in another process, POSTed as JSON to `/_control/`. */
export type ControlOrder =
  | {
      readonly op: 'person';
      /** Token of the bot; the first one by default. */
      readonly bot?: string;
      readonly id: number;
      readonly language?: string;
      readonly name?: string;
      readonly act: PersonAct;
      readonly args?: readonly unknown[];
    }
  | { readonly op: 'fault'; readonly rule: FaultRule }
  | { readonly op: 'release' }
  | { readonly op: 'clearFaults' }
  | { readonly op: 'limits'; readonly limits: LimitOptions | null }
  | { readonly op: 'open'; readonly bot?: string; readonly from: number; readonly count: number }
  | { readonly op: 'calls' };

/** What a person can be told to do from outside; the names are the methods of `Person`. */
export type PersonAct =
  | 'say'
  | 'start'
  | 'tap'
  | 'edit'
  | 'sendPhoto'
  | 'sendVoice'
  | 'sendSticker'
  | 'sendDocument'
  | 'block'
  | 'unblock'
  | 'deactivate'
  | 'messages'
  | 'next';

/** Answers `{ result }`, or 400 with `{ error }`. */
export function answerControl(twin: TelegramTwin, req: IncomingMessage, res: ServerResponse): void {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    const reply = (status: number, body: unknown): void => {
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    Promise.resolve()
      .then(() => obey(twin, JSON.parse(Buffer.concat(chunks).toString('utf8')) as ControlOrder))
      .then((result) => reply(200, { result: result ?? null }))
      .catch((error: unknown) =>
        reply(400, { error: error instanceof Error ? error.message : String(error) }),
      );
  });
}

function obey(twin: TelegramTwin, order: ControlOrder): unknown {
  const bot =
    'bot' in order && order.bot !== undefined ? twin.bots.find((one) => one.token === order.bot) : twin.bot;
  if (bot === undefined) throw new Error('expected the token of a bot of this twin in "bot", got another');
  switch (order.op) {
    case 'person': {
      const { id, language, name } = order;
      const options = {
        ...(language === undefined ? {} : { language }),
        ...(name === undefined ? {} : { name }),
      };
      return act(bot.person(id, options), order.act, order.args ?? []);
    }
    case 'fault':
      return twin.faults.add(order.rule);
    case 'release':
      return twin.faults.release();
    case 'clearFaults':
      return twin.faults.clear();
    case 'limits':
      return twin.limits.set(order.limits);
    case 'open':
      return bot.open(...Array.from({ length: order.count }, (_, index) => order.from + index));
    case 'calls':
      return Object.fromEntries(twin.calls);
  }
}

/** Photos travel as their length: a test in another process only asks whether there is one. */
const plain = (shown: Shown): unknown => ({
  ...shown,
  photo: shown.photo === null ? null : shown.photo.length,
});

async function act(person: Person, name: PersonAct, args: readonly unknown[]): Promise<unknown> {
  if (name === 'messages') return person.messages().map(plain);
  if (name === 'next')
    return plain(await person.next(args[0] === undefined ? '' : new RegExp(String(args[0]), 'u')));
  const method = person[name] as (this: Person, ...args: unknown[]) => unknown;
  return method.apply(person, [...args]);
}
