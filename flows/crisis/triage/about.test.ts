import { describe, expect, it } from 'vitest';
import { triage } from './index.js';

describe('whom the blow falls on', () => {
  it.each([
    ['他正在打我', 3, 'self'],
    ['他 正 在 打 我', 3, 'self'],
    ['我老公现在在打我', 3, 'self'],
    ['老公正在打我，快来人', 3, 'self'],
    ['我躲在厕所里，他在砸门要打我', 3, 'self'],
    ['他拿着刀在门口，救我', 3, 'self'],
    ['他喝醉了就打我', 2, 'self'],
    ['He is beating me right now', 3, 'self'],
    ['my husband hits me when he drinks', 2, 'self'],
    ['他正在打我妈', 3, 'other'],
    ['隔壁男的正在打老婆', 3, 'other'],
    ['my dad is hitting my mom right now', 3, 'other'],
  ] as const)('%s → level %i, %s', (text, level, about) => {
    const judged = triage(text);
    expect(judged).toMatchObject({ level, about });
    expect(judged.kinds).toContain('violence');
    expect(judged.kinds.includes('other-person')).toBe(about === 'other');
  });
});

describe('what a relative reports', () => {
  it.each([
    ['我儿子把自己锁在房间里说要走了', 'self-harm'],
    ['我女儿把自己关在屋里，说不想再见到任何人', 'self-harm'],
    ['我老公在群里说再见，电话也不接了', 'self-harm'],
    ['我弟说他活着没意思', 'self-harm'],
    ['my son locked himself in his room and says he is leaving for good', 'self-harm'],
    ['他嘴唇发紫叫不醒', 'overdose'],
  ] as const)('is about another and at least level 2: %s', (text, kind) => {
    const judged = triage(text);
    expect(judged.level).toBeGreaterThanOrEqual(kind === 'overdose' ? 3 : 2);
    expect(judged).toMatchObject({ about: 'other' });
    expect(judged.kinds).toEqual(expect.arrayContaining([kind, 'other-person']));
  });
});

describe('a plan beside a wish to die', () => {
  const wishes = ['我不想活了', '我想死', '活够了', '撑不下去了'];
  const plans = [
    '药都准备好了',
    '绳子买好了',
    '刀就在手上',
    '药攒够了',
    '今晚就走',
    '等他们睡了就动手',
    '我现在站在楼顶',
    '我在河边',
    '这是最后一次跟你说话',
    '替我照顾我妈',
    '钥匙放在鞋柜上',
    '藥都準備好了',
  ];

  it.each(plans)('is level 3, in one sentence or two, before or after: %s', (plan) => {
    for (const wish of wishes)
      for (const text of [`${wish}，${plan}`, `${wish}。${plan}`, `${plan}，${wish}`])
        expect(triage(text).level, text).toBe(3);
  });

  it.each([
    '药都准备好了',
    '绳子买好了捆行李',
    '今晚就走，票买好了',
    '我在河边散步',
    '钥匙放在鞋柜上',
    '最后一次',
  ])('is no danger without the wish: %s', (plan) => {
    expect(triage(plan).level).toBe(0);
  });

  it('does not count beside a wish that is denied', () => {
    expect(triage('我不想死，药都准备好了').level).toBe(1);
  });

  it('works in English', () => {
    expect(triage('I want to die, everything is ready for tonight').level).toBe(3);
    expect(triage("I don't want to be alive. keys are under the mat").level).toBe(3);
    expect(triage('keys are under the mat').level).toBe(0);
  });
});

describe('urges and low mood', () => {
  it.each([
    '想用，忍不住了',
    '好想来一口',
    '好想用，扛不住了',
    '馋了，想来两口',
    "I can't hold out, I want to use",
  ])('hears an urge: %s', (text) => {
    expect(triage(text)).toMatchObject({ level: 1, kinds: ['urge'] });
  });

  it.each([
    '好难受，心情很低落',
    '今天心情特别低落，很难受',
    'I feel awful and hopeless today',
    'feeling really low today',
  ])('hears low mood: %s', (text) => {
    expect(triage(text)).toMatchObject({ level: 1, kinds: ['self-harm'] });
  });
});
