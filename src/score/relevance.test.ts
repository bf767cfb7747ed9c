import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Label, RelevanceScore } from '../schema/index.js';
import { scoreTurnOf } from './fixtures/one-turn.js';

interface Pair {
  readonly kind: string;
  readonly utterance: string;
  readonly label: Label;
  readonly better: string;
  readonly worse: string;
}
const { pairs } = JSON.parse(readFileSync(new URL('./fixtures/relevance-pairs.json', import.meta.url), 'utf8')) as {
  pairs: readonly Pair[];
};

function relevance(utterance: string, label: Label, text: string): RelevanceScore {
  const section = scoreTurnOf(utterance, label, { text }).relevance;
  if (section === undefined) throw new Error('no relevance');
  return section;
}

const STAGE: Label = {
  slots: { age: '3个月' },
  answer: {
    references: ['亲，三个月的宝宝喝1段哦，1段适合0–6个月～'],
    nuggets: [
      { id: 'stage', vital: true, any: ['1段', '一段'] },
      { id: 'range', vital: false, fact: '0-6个月' },
    ],
    forbidden: ['2段', '3段'],
  },
};

describe('minimal pairs', () => {
  it.each(pairs)('$kind: $better outranks $worse', ({ utterance, label, better, worse }) => {
    expect(relevance(utterance, label, better).value).toBeGreaterThan(relevance(utterance, label, worse).value);
  });

  it('stand six or more for each kind', () => {
    for (const kind of ['number', 'unit', 'range', 'negation', 'entity', 'filler', 'paraphrase', 'dialect', 'stock']) {
      expect(pairs.filter((pair) => pair.kind === kind).length, kind).toBeGreaterThanOrEqual(6);
    }
  });
});

describe('nuggets', () => {
  const ask = (text: string) => relevance('三个月喝几段', STAGE, text);

  it('weigh (Σ vital + ½ Σ okay) / (n_vital + ½ n_okay)', () => {
    expect(ask('三个月喝1段，适合0到6个月').nuggets).toBe(1);
    expect(ask('三个月喝一段').nuggets).toBeCloseTo(1 / 1.5, 12);
    expect(ask('适合0-6个月的宝宝').nuggets).toBeCloseTo(0.5 / 1.5, 12);
    expect(ask('谢谢').nuggets).toBe(0);
  });

  it('pass with all vital ones and fail without one', () => {
    expect(ask('三个月喝一段')).toMatchObject({ pass: 1, critical: 0, offTopic: 0 });
    expect(ask('适合0-6个月的宝宝').pass).toBe(0);
    expect(ask('适合0-6个月的宝宝').reasons).toContain('misses vital nugget stage (1段|一段)');
  });

  it('are contradicted by a denial, and then the reply is critically wrong', () => {
    expect(ask('三个月不能喝1段')).toMatchObject({ value: 0, pass: 0, critical: 1 });
  });

  it('of a bare refusal are not contradicted by what the reply offers instead', () => {
    const label: Label = { answer: { nuggets: [{ id: 'no', vital: true, any: ['不可以', '不行', '退不了'] }] } };
    const score = relevance('开罐了能退吗', label, '开罐的奶粉退不了哦，没拆的可以在7天内退');
    expect(score).toMatchObject({ critical: 0, pass: 1 });
    expect(relevance('开罐了能退吗', label, '没拆的可以在7天内换').critical).toBe(0);
    const whole: Label = { answer: { nuggets: [{ id: 'no', vital: true, any: ['不可以退'] }] } };
    expect(relevance('开罐了能退吗', whole, '可以退的').critical).toBe(1);
  });

  it('may be the value of a slot of the state so far, in other units too', () => {
    const label: Label = { slots: { weight: '9kg' }, answer: { nuggets: [{ id: 'w', vital: true, slot: 'weight' }] } };
    expect(relevance('18斤', label, '18斤穿L码').nuggets).toBe(1);
    expect(relevance('18斤', label, '穿L码').nuggets).toBe(0);
  });

  it('with a vital quantity are not contradicted by another that the references speak of', () => {
    const label: Label = {
      answer: { references: ['298元一罐，两罐596元'], nuggets: [{ id: 'total', vital: true, fact: '596元' }] },
    };
    expect(relevance('两罐多少', label, '一罐298元')).toMatchObject({ pass: 0, critical: 0 });
    expect(relevance('两罐多少', label, '两罐556元')).toMatchObject({ value: 0, critical: 1 });
  });
});

describe('forbidden claims', () => {
  const ask = (text: string) => relevance('三个月喝几段', STAGE, text);

  it.each(['可以喝2段', '建议喝二段', '3段就行', '1-2段都可以'])('asserted: %s', (text) => {
    expect(ask(text)).toMatchObject({ value: 0, critical: 1 });
  });

  it.each(['喝1段，不用换2段', '喝1段，2段3段都不适合', '喝1段，12段是没有的', '喝1段，您问的是2段吗？'])(
    'not asserted: %s',
    (text) => {
      expect(ask(text)).toMatchObject({ critical: 0, pass: 1 });
    },
  );

  it('name the claim', () => {
    expect(ask('喝3段').reasons).toContain('asserts forbidden 3段');
  });
});

describe('reasons', () => {
  it('say what was asked and what the reply speaks of', () => {
    const label: Label = { answer: { references: ['可以给宝宝用的'] } };
    expect(relevance('3个月能用吗', label, '3岁可以用的').reasons).toContain('asked 3个月, reply speaks of 3岁');
  });

  it('say that a reply is a stock phrase or of the wrong kind', () => {
    const label: Label = { answer: { references: ['268元一罐'] } };
    expect(relevance('多少钱', label, '亲，在的，请问有什么可以帮您')).toMatchObject({
      offTopic: 1,
      pass: 0,
      reasons: ['stock phrase'],
    });
    expect(relevance('多少钱', label, '今天心情不错')).toMatchObject({
      offTopic: 1,
      reasons: ['reply does not fit a how-much question'],
    });
  });
});

describe('topic', () => {
  it('lets a labelled hand-off and a question back be', () => {
    const label: Label = { handoff: 'required', answer: { references: ['非常抱歉，马上处理'] } };
    expect(scoreTurnOf('叫人来', label, { text: '帮您转人工', handoff: true }).relevance?.offTopic).toBe(0);
    const size: Label = { answer: { references: ['建议L码'] } };
    expect(relevance('穿多大', size, '请问宝宝体重多少呢？').offTopic).toBe(0);
  });

  it('lets a stock phrase answer where the reference is one', () => {
    const label: Label = { answer: { references: ['亲，在的，有什么可以帮您'] } };
    expect(relevance('在吗', label, '在的，请问有什么可以帮您').offTopic).toBe(0);
  });
});

describe('the section', () => {
  it('is absent without references and nuggets, and on unanswerable turns', () => {
    for (const label of [
      undefined,
      {},
      { answer: {} },
      { answer: { forbidden: ['2段'] } },
      { answer: { references: ['好'], answerable: false } },
    ]) {
      expect(scoreTurnOf('问', label, { text: '好' }).relevance).toBeUndefined();
    }
  });

  it('is 0 with the reason when no reply came', () => {
    expect(scoreTurnOf('问', STAGE, undefined, 'timeout').relevance).toEqual({
      value: 0,
      pass: 0,
      critical: 0,
      offTopic: 1,
      nuggets: 0,
      reasons: ['no reply: timeout'],
    });
  });

  it('is 1 for a reply that is a reference, whatever its fillers and punctuation', () => {
    expect(relevance('三个月喝几段', STAGE, '三個月的寶寶喝1段，1段適合0~6個月！')).toMatchObject({ value: 1, pass: 1 });
  });

  it.each(['2段不，', '3个月-', '没有', '请问您', '\u0000', '😀'])(
    'takes no more than seconds over a hostile reply of %j',
    (piece) => {
      const started = performance.now();
      expect(relevance('三个月喝几段', STAGE, piece.repeat(100_000)).pass).toBe(0);
      expect(performance.now() - started).toBeLessThan(5000);
    },
  );

  const words = fc.constantFrom(
    '喝',
    '1段',
    '2段',
    '3个月',
    '3岁',
    '不',
    '吗',
    '，',
    '。',
    '可以',
    '亲',
    '268元',
    '没有',
    '𠮶',
    '😀',
    ' ',
    'ok',
    '退',
  );
  const reply = fc.array(words, { maxLength: 14 }).map((list) => list.join(''));

  it('keeps to [0,1], passes only from 0.5 and never when critical', () => {
    fc.assert(
      fc.property(reply, (text) => {
        const { value, pass, critical, nuggets } = relevance('三个月喝几段', STAGE, text);
        expect(value >= 0 && value <= 1).toBe(true);
        expect(pass).toBe(value >= 0.5 ? 1 : 0);
        if (critical === 1) expect(value).toBe(0);
        expect(nuggets !== undefined && nuggets >= 0 && nuggets <= 1).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('is unmoved by the order of the references', () => {
    fc.assert(
      fc.property(
        reply,
        fc.array(
          reply.filter((text) => text !== ''),
          { minLength: 1, maxLength: 4 },
        ),
        (text, references) => {
          const forth = relevance('喝几段', { answer: { references } }, text);
          const back = relevance('喝几段', { answer: { references: [...references].reverse() } }, text);
          expect(back.value).toBeCloseTo(forth.value, 12);
          expect(back.offTopic).toBe(forth.offTopic);
        },
      ),
      { numRuns: 200 },
    );
  });
});
