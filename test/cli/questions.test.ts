import { describe, expect, it } from 'vitest';
import { cliWords } from '../../bot/cli/words.js';
import { Cancelled, type Ask } from '../../bot/setup/ask.js';
import { inspectStation } from '../../bot/setup/inspect.js';
import { askStation } from '../../bot/setup/questions.js';
import { stationFile } from '../../bot/setup/station-file.js';

/** Somebody at the terminal: gives these answers in this order; a refused one is noted and the next one tried. */
class Person implements Ask {
  readonly read: string[] = [];
  readonly refused: string[] = [];
  readonly #answers: unknown[];

  constructor(answers: readonly unknown[]) {
    this.#answers = [...answers];
  }

  get left(): number {
    return this.#answers.length;
  }

  text: Ask['text'] = async (question) => {
    for (;;) {
      const value = String(this.#next(question.message) ?? question.initial ?? '');
      const wrong = question.check(value);
      if (wrong === undefined) return value;
      this.refused.push(wrong);
    }
  };

  choose: Ask['choose'] = async ({ message, options, initial }) => {
    const value = this.#next(message) ?? initial;
    const option = options.find((one) => one.value === value);
    if (option === undefined)
      throw new Error(`expected one of the choices at "${message}", got ${String(value)}`);
    return option.value;
  };

  chooseMany: Ask['chooseMany'] = async ({ message, initial }) =>
    (this.#next(message) as number[] | null) ?? initial;

  confirm: Ask['confirm'] = async ({ message, initial }) =>
    (this.#next(message) as boolean | null) ?? initial;

  note: Ask['note'] = (title, text) => void this.read.push(`${title}\n${text}`);

  /** Null stands for pressing return. */
  #next(message: string): unknown {
    this.read.push(message);
    if (this.#answers.length === 0) throw new Error(`expected an answer to "${message}", got none`);
    return this.#answers.shift();
  }
}

const places = ['East', '1 Road', true, 'West', '2 Lane', false];
const open = [null, '08:30', '18:00', true, [6], '09:00', '12:00', false];
const staff = ['Lin', 'Zhou', 'Chen', true, 'Wu'];
const words = cliWords(['en']);

describe('the questions of guihang setup', () => {
  it.each(['en', 'zh-CN'])('make a station that a file could not make better (%s)', async (language) => {
    const person = new Person([
      language,
      true,
      'Station',
      'cn-sh',
      null,
      '021-5555',
      ...places,
      ...open,
      true,
      '3',
      null,
      'West',
      ...staff,
      true,
    ]);
    const station = await askStation(person, words, null);
    expect(stationFile.parse(station)).toEqual(station);
    expect(inspectStation(station)).toEqual([]);
    expect(station).toMatchObject({
      zone: 'Asia/Shanghai',
      hours: [{ days: [1, 2, 3, 4, 5] }, { days: [6], from: '09:00' }],
      group: { weekday: 3, time: '19:00', site: 'West' },
      staff: { worker: 'Lin', operator: 'Wu' },
    });
    expect(person.left).toBe(0);
    expect(person.read.join('\n')).toMatch(
      language === 'en' ? /data leaves the country/u : /把数据送到境外/u,
    );
  });

  it('refuse a bad answer on the spot, in words, and ask again', async () => {
    const person = new Person([
      'en',
      true,
      ' ',
      'Station',
      'other',
      'nowhere',
      'cn-gz',
      'Moon',
      'Asia/Shanghai',
      'call us',
      '020-5555',
      'East',
      '1 Road',
      false,
      [1, 2],
      '8',
      '08:30',
      '07:00',
      '18:00',
      false,
      false,
      '13800138000',
      'Lin',
      'Lin',
      'Zhou',
      'Chen',
      false,
      true,
    ]);
    const station = await askStation(person, words, null);
    expect(station).toMatchObject({ unit: 'Station', region: 'cn-gz', group: null });
    expect(station.staff).toEqual({ worker: 'Lin', second: 'Zhou', supervisor: 'Chen' });
    expect(person.refused).toEqual([
      words.one('setup.wrong.unit'),
      words.one('setup.wrong.otherRegion'),
      words.one('setup.wrong.zone'),
      words.one('setup.wrong.localNumber'),
      words.one('setup.wrong.from'),
      words.one('setup.wrong.before', { from: '08:30' }),
      words.one('setup.wrong.worker'),
      words.one('setup.wrong.taken'),
    ]);
  });

  it('start from what is there when it is changed: return keeps everything', async () => {
    const first = await askStation(
      new Person(['en', true, 'Station', 'hk', null, '2555 5555', ...places, ...open, false, ...staff, true]),
      words,
      null,
    );
    const { understood: _understood, ...before } = first;
    const person = new Person([
      null,
      true,
      null,
      null,
      null,
      null,
      true,
      null,
      null,
      null,
      true,
      null,
      null,
      null,
      null,
      null,
      ...staff.map(() => null),
      true,
    ]);
    expect(await askStation(person, words, before)).toEqual(first);
  });

  it('end without an answer for whoever does not agree', async () => {
    await expect(askStation(new Person(['en', false]), words, null)).rejects.toBeInstanceOf(Cancelled);
  });
});
