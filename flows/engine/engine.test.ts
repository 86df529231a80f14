import { describe, expect, test } from 'vitest';
import { testLocales } from '../../test/support/context.js';
import { said, someone, Talk } from '../../test/support/turn.js';
import { ask, choices, defineFlow, end, open, plain } from './define.js';
import { normalise, readDay, readNumber, readTime } from './readers.js';
import { freshen, maxFrames, push } from './session.js';
import { text } from './text.js';
import type { Flow, Frame } from './types.js';

const words = testLocales().words;
const yes = { value: 'yes', label: text('check-in:mood.good'), words: 'yes' };
const no = { value: 'no', label: text('check-in:mood.hard'), words: 'no' };

const tea = defineFlow({
  id: 'tea',
  roles: ['client'],
  open: () => ask('tea', {}),
  questions: {
    tea: {
      reads: { as: 'choice' },
      ask: () =>
        choices(
          [text('check-in:mood.ask')],
          [yes, no],
          [{ value: 'cake', label: text('check-in:mood.okay'), open: { flow: 'cake', args: {} } }],
        ),
      answer: (value) =>
        end({
          do: 'say',
          to: 'me',
          paragraphs: [text(`check-in:weekly.support.${value === 'yes' ? 'yes' : 'nobody'}`)],
          kind: 'tea',
        }),
    },
  },
});
const cake = defineFlow({
  id: 'cake',
  roles: ['client'],
  open: () => ask('how-much', {}),
  questions: {
    'how-much': {
      reads: { as: 'number', min: 0, max: 10 },
      ask: () => plain(text('check-in:urge.good')),
      answer: (value) => (value === '9' ? open('loop', {}) : end()),
    },
  },
});
const loop = defineFlow({ id: 'loop', roles: ['client'], open: () => open('loop', {}), questions: {} });
const menu = defineFlow({
  id: 'menu',
  roles: ['client', 'worker'],
  open: (args) =>
    end({
      do: 'say',
      to: 'me',
      paragraphs: [text('engine:unclear')],
      kind: args['stale'] === true ? 'stale' : 'menu',
    }),
  questions: {},
});
const flows: readonly Flow[] = [tea, cake, loop, menu];
const talk = (me = someone()) => new Talk(flows, {}, me);
const kinds = (effects: ReturnType<Talk['say']>) =>
  effects.flatMap((effect) => (effect.do === 'say' ? [effect.kind] : []));

describe('reading what was typed', () => {
  test.each([
    ['7', '7'],
    ['７', '7'],
    ['七', '7'],
    ['seven', '7'],
    ['Seven!', '7'],
    ['大概 7 吧', '7'],
    ['7分', '7'],
    ['11', null],
    ['-', null],
    ['6 or 7', null],
    ['', null],
  ])('%j as a number from 0 to 10 is %j', (typed, value) => {
    expect(readNumber(typed, 0, 10, words)).toBe(value);
  });

  test.each([
    ['20:30', '20:30'],
    ['晚上8点半', '20:30'],
    ['下午两点半', '14:30'],
    ['八点', '08:00'],
    ['8pm', '20:00'],
    ['9', '09:00'],
    ['25:00', null],
    ['随便', null],
  ])('%j as a time is %j', (typed, value) => {
    expect(readTime(typed, words)).toBe(value);
  });

  test.each([
    ['2026-12-01', '2026-12-01'],
    ['2026年12月1日', '2026-12-01'],
    ['2026/2/30', null],
    ['明天', null],
  ])('%j as a day is %j', (typed, value) => {
    expect(readDay(typed)).toBe(value);
  });

  test('width, case, emoji and stray punctuation do not matter', () => {
    expect(normalise(' 😊 ＨＥＬＰ！！ ')).toBe('help');
  });
});

describe('a turn', () => {
  test.each(['好的', 'yes', '挺好', 'Good', '😊 挺好', '1', '一'])(
    '%j answers the question with its first choice',
    (typed) => {
      const one = talk();
      one.open('tea');
      expect(said(one.say(typed))).toContain('check-in:weekly.support.yes');
      expect(one.asked).toBeNull();
    },
  );

  test('a choice that opens something is reached by its label and by its number', () => {
    for (const typed of ['还行', '3']) {
      const one = talk();
      one.open('tea');
      one.say(typed);
      expect(one.asked).toBe('cake.how-much');
    }
  });

  test('what cannot be read is asked again once, then goes to the menu', () => {
    const one = talk();
    one.open('tea');
    expect(said(one.say('哦豁'))).toEqual(['engine:unclear', 'check-in:mood.ask']);
    expect(kinds(one.say('哦豁'))).toContain('menu');
  });

  test('an interruption is followed by the question that was open', () => {
    const one = talk();
    one.open('tea');
    one.open('cake');
    expect(said(one.say('3'))).toEqual(['engine:back', 'check-in:mood.ask']);
    expect(one.asked).toBe('tea.tea');
  });

  test('an answer to a question that is gone changes nothing', () => {
    const one = talk();
    one.open('tea');
    one.answer('yes');
    const late = one.tap({ kind: 'answer', flow: 'tea', question: 'tea', value: 'yes', asked: '' });
    expect(kinds(late)).toEqual(['stale']);
  });

  test('the buttons of an older message do not answer the same question asked anew', () => {
    const one = talk();
    const before = {
      kind: 'answer',
      flow: 'tea',
      question: 'tea',
      value: 'yes',
      asked: one.now.toISOString(),
    } as const;
    one.open('tea');
    one.now = new Date(one.now.getTime() + 60_000);
    one.open('tea');
    expect(kinds(one.tap(before))).toContain('stale');
    expect(one.asked).toBe('tea.tea');
  });

  test('a flow that is not for this role is refused, and nothing is opened', () => {
    const one = talk(someone({ role: 'worker' }));
    expect(said(one.open('tea'))).toEqual(['engine:not-for-you']);
    expect(one.asked).toBeNull();
  });

  test('flows that open each other for ever are a bug that is named', () => {
    const one = talk();
    one.open('cake');
    expect(() => one.say('9')).toThrow(/at most 8 flows/u);
  });
});

describe('a session', () => {
  const frame = (flow: string, askedAt: string): Frame => ({
    flow,
    revision: 1,
    question: flow === 'tea' ? 'tea' : 'how-much',
    data: {},
    askedAt,
    unclear: 0,
  });
  const map = new Map(flows.map((flow) => [flow.id, flow]));

  test('never holds a flow twice, nor more than its depth', () => {
    const at = '2026-12-01T00:00:00Z';
    const session = ['tea', 'cake', 'a', 'b', 'tea'].reduce((one, flow) => push(one, frame(flow, at)), {
      frames: [],
    } as { frames: readonly Frame[] });
    expect(session.frames.map((one) => one.flow)).toEqual(['a', 'b', 'tea']);
    expect(session.frames.length).toBe(maxFrames);
  });

  test('drops what is too old, unknown, or of a revision that cannot be brought up', () => {
    const now = new Date('2026-12-02T00:00:00Z');
    const frames = [
      frame('tea', '2026-11-30T00:00:00Z'),
      frame('gone', '2026-12-02T00:00:00Z'),
      { ...frame('cake', '2026-12-01T23:00:00Z'), revision: 0 },
    ];
    expect(freshen({ frames }, map, now).frames).toEqual([]);
  });
});
