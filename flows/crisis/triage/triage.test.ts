import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SENTENCES } from '../../../test/support/triage-sentences.js';
import { addUpRecent, triage, type Triage } from './index.js';
import { normalise } from './normalise.js';
import { RULE_FAMILIES } from './rules/index.js';

const level = (text: string): number => triage(text).level;

describe('kinds', () => {
  it.each([
    ['我今晚就要自杀', 'self-harm'],
    ['打了两针以后喘不上气', 'overdose'],
    ['老公正在打我，快来人', 'violence'],
    ['断药以后浑身难受，一直冒冷汗睡不着', 'withdrawal'],
    ['心瘾犯了，怎么办', 'urge'],
    ['昨晚没忍住，又溜了一次', 'lapse'],
    ['孩子一个人在家，两天没人管了', 'child-at-risk'],
    ['朋友发消息说要自杀', 'other-person'],
    ['my son says he wants to die', 'other-person'],
    ['I relapsed last night', 'lapse'],
    ['my cravings are so bad tonight', 'urge'],
    ['she is not breathing and her lips are blue', 'overdose'],
    ['my husband hits me when he drinks', 'violence'],
    ['going through withdrawals, shaking and sweating', 'withdrawal'],
    ['the baby swallowed some pills', 'child-at-risk'],
  ])('%s → %s', (text, kind) => {
    expect(triage(text).kinds).toContain(kind);
  });

  it('puts the kind of the strongest evidence first', () => {
    expect(triage('我复吸了，打了两针以后喘不上气').kinds[0]).toBe('overdose');
  });
});

describe('about whom', () => {
  it.each([
    ['我不想活了', 'self'],
    ['I want to die', 'self'],
    ['我儿子说他不想活了', 'other'],
    ['my brother relapsed and wont wake up', 'other'],
    ['他让我去死，我真的想死', 'self'],
  ] as const)('%s → %s', (text, about) => {
    expect(triage(text).about).toBe(about);
  });

  it('takes words without a subject by who writes them', () => {
    const text = '叫不醒，嘴唇发紫';
    expect(triage(text, { role: 'family' }).about).toBe('other');
    expect(triage(text, { role: 'worker' }).kinds).toContain('other-person');
    expect(triage('不想活了', { role: 'client' }).about).toBe('self');
    expect(triage('不想活了').about).toBe('unknown');
  });

  it('keeps the level of a report about another', () => {
    expect(triage('我老公又复吸了，把自己锁在房间里', { role: 'family' }).level).toBeGreaterThanOrEqual(2);
  });
});

describe('negation and talk that is none', () => {
  it.each(['我不想死', '我没有想自杀', 'I dont want to die'])(
    'hears a denied wish at level 1: %s',
    (text) => {
      expect(level(text)).toBe(1);
    },
  );

  it('drops a denied fact', () => {
    expect(level('最近没复吸，挺好的')).toBe(0);
  });

  it.each(['别自杀', '去死啦你', '《想死》这本书', '据报道，一名男子跳楼身亡'])(
    'leaves alone: %s',
    (text) => {
      expect(level(text)).toBe(0);
    },
  );

  it('asks no length of a curse, which is short by nature', () => {
    expect(triage('你快去死').level).toBe(1);
    expect(triage('他们说你去死').level).toBe(1);
  });

  it('hears the writer beside the figure of speech', () => {
    expect(level('笑死我了，不过说真的我不想活了')).toBeGreaterThanOrEqual(2);
  });
});

describe('normalise', () => {
  it.each([
    ['Ｉ ｗａｎｔ', 'i want'],
    ['我 想 死', '我想死'],
    ['我要自殺', '我要自杀'],
    ['我想自。杀', '我想自杀'],
    ['想紫砂', '想自杀'],
    ['紫砂壶', '紫砂壶'],
    ['k i l l', 'kill'],
    ['不想。活着真好', '不想\n活着真好'],
    ['I’m fine', 'im fine'],
    ['走\u200b了', '走了'],
  ])('%j → %j', (original, plain) => {
    expect(normalise(original).text).toBe(plain);
  });

  it('keeps one start and one end a unit, in order and inside the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (original) => {
        const { text, start, end } = normalise(original);
        expect(start.length).toBe(text.length);
        expect(end.length).toBe(text.length);
        start.forEach((from, i) => {
          expect(from).toBeLessThanOrEqual(end[i] ?? -1);
          expect(end[i]).toBeLessThanOrEqual(original.length);
        });
      }),
    );
  });
});

describe('spans', () => {
  it('point at the evidence in the original text', () => {
    const text = '今天天气不错。好 想 自 殺';
    const cut = triage(text).spans.map(({ start, end }) => text.slice(start, end));
    expect(cut).toEqual(['好 想 自 殺']);
  });
});

describe('earlier messages', () => {
  const now = new Date('2026-05-04T12:00:00Z');
  const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
  const hint: Triage = {
    level: 1,
    kinds: ['self-harm'],
    about: 'self',
    spans: [],
    decidedBy: 'zh.faint.bye',
    indirect: true,
  };
  const earlier = (minutes: number, indirect = true) => ({ level: 1, at: ago(minutes), indirect });

  it('adds three hints within an hour up to level 2', () => {
    const added = addUpRecent(hint, { now, recent: [earlier(10), earlier(59)] });
    expect(added).toMatchObject({ level: 2, decidedBy: 'recent:zh.faint.bye' });
  });

  it.each([
    ['only two', { now, recent: [earlier(10)] }],
    ['one too old', { now, recent: [earlier(10), earlier(61)] }],
    ['one outspoken', { now, recent: [earlier(10), earlier(20, false)] }],
    ['one from the future', { now, recent: [earlier(10), earlier(-5)] }],
    ['no time known', { recent: [earlier(10), earlier(20)] }],
  ])('does not when there is %s', (_why, context) => {
    expect(addUpRecent(hint, context).level).toBe(1);
  });

  it('works through triage itself', () => {
    const text = '绝望了';
    expect(triage(text)).toMatchObject({ level: 1, indirect: true });
    expect(triage(text, { now, recent: [earlier(5), earlier(30)] }).level).toBe(2);
  });

  it('counts nothing beside a message that says nothing', () => {
    expect(triage('好的', { now, recent: [earlier(5), earlier(6), earlier(7)] }).level).toBe(0);
  });
});

describe('any text at all', () => {
  it('never throws, is deterministic, and keeps its spans inside the text', () => {
    const words = fc.constantFrom(
      '我',
      '想',
      '死',
      '不',
      '药',
      '他',
      ' ',
      '。',
      '，',
      'kill',
      'me',
      '🔪',
      '《',
      '\u0001',
      '4',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (original) => {
        const judged = triage(original);
        expect(triage(original)).toEqual(judged);
        for (const { start, end } of judged.spans) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(original.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('leaves numbers at level 0', () => {
    fc.assert(
      fc.property(fc.integer(), (number) => {
        expect(level(String(number))).toBe(0);
      }),
    );
  });

  const outspoken = SENTENCES.filter(
    ({ group, least, text }) => group === 'danger' && least === 3 && /^[一-鿿，]+$/.test(text),
  );
  const gap = fc.constantFrom(' ', '.', '*', '-', '  ', '\u200b', '·');

  it('hears danger through marks between all characters', () => {
    fc.assert(
      fc.property(fc.constantFrom(...outspoken), gap, ({ text }, mark) => {
        const characters = text.replaceAll('，', '').split('');
        fc.pre(level(characters.join('')) === 3);
        expect(level(characters.join(mark))).toBe(3);
      }),
      { numRuns: 200 },
    );
  });

  it('hears danger in any surroundings', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...outspoken),
        fc.constantFrom('好的。', '7。', 'ok. ', '今天吃了面。'),
        ({ text }, before) => {
          expect(level(`${before}${text}。${before}`)).toBe(3);
        },
      ),
    );
  });
});

describe('the rule tables', () => {
  it('name every rule once', () => {
    const ids = RULE_FAMILIES.flatMap((family) => family.rules.map((rule) => rule.id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('take time in proportion to the length, on the texts that could make a pattern run away', () => {
    const seeds = [
      '我想',
      '药',
      '不想活',
      'i want to ',
      '想死你了',
      '自 ',
      '，',
      '我不想要去',
      'the kids ',
      '吃了',
      '他打我又',
    ];
    const work = (text: string): number => {
      const from = performance.now();
      for (let i = 0; i < 5; i += 1) triage(text);
      return performance.now() - from;
    };
    for (const seed of seeds) {
      const short = seed.repeat(Math.ceil(2_000 / seed.length));
      work(short.repeat(2));
      const ratio = Math.min(...[1, 2, 3].map(() => work(short.repeat(8)) / work(short)));
      expect(ratio, `eight times the text of ${JSON.stringify(seed)}`).toBeLessThan(40);
    }
  });
});
