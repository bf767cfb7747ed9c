import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { HOSTILE_REPLY } from './fixtures/dialogues.js';
import { botFixture, reportFixture } from './fixtures/report-fixture.js';
import { reportWithText, smallReport } from './fixtures/variants.js';
import { bar } from './terminal/metric-tables.js';
import { renderTerminal } from './terminal.js';

const plain = { color: false, width: 100 };

describe('renderTerminal', () => {
  it('shows what matters, with counts, intervals and reasons', () => {
    expect(`\n${renderTerminal(smallReport(), plain)}`).toMatchInlineSnapshot(`
      "
      母婴导购
      mother-baby 0.1.0 · 240 dialogues · 820 turns · 96 families · history gold · 1 trial · seed 0
      keyword ✘ fail   guide ! invalid

      metric                          n           keyword                     guide
      intent.accuracy                             63.5% [59.1, 68.0]          88.1% ★ [85.1, 91.0]
                                                  n 812/812 · 2 failed · 96   n 812/812 · 7 failed · 96
                                                  fam.                        fam.
      handoff.recall                              undefined: the bot exposes  85.7% [70.0, 100.0]
                                                  no hand-off                 n 28/28 · 1 failed · 21
                                                  n 0/28 · 0 failed · 21      fam.
                                                  fam.
      latency.p95_ms                              7.9 ms ★ [7.2, 8.8]         743 ms [700, 790]
                                                  n 818/820 · 2 failed · 96   n 813/820 · 7 failed · 96
                                                  fam.                        fam.
      ★ better point value; whether by more than chance, the next table says · n: scored (families) · †:
      fewer than 20 families

      guide is better than keyword in some ways and worse in others: of its metrics 1 better, 1 worse
      (latency.p95_ms); intent.accuracy +24.6 pp [+19.5, +29.7]
      guide − keyword               Δ with interval            p adj.    verdict
      intent.accuracy               +24.6 pp [+19.5, +29.7]    0.0002    ▲ better
      latency.p95_ms                +735 ms [+690, +781]       0.0002    ▼ worse

      Δ candidate − baseline over the same families · p adjusted for the metrics (Benjamini–Hochberg)

      intent.accuracy by slice        n           keyword                     guide
      dialect=yue                                 ████▍····· 44.2% [36.0,     ████████▍· 84.1% ★ [77.0,
                                                  52.5]                       91.3]
                                                  n 208/208 · 1 failed · 48   n 208/208 · 2 failed · 48
                                                  fam.                        fam.

      keyword
        latency           p95 7.9 ms [7.2, 8.8]
        calls             818 of 820 answered · 2 timed out · 0 retries
        most confused     product.recommend → chitchat.greet ×41

      guide
        latency           p95 743 ms [700, 790]
        calls             813 of 820 answered · 1 empty · 5 timed out · 1 error · 4 retries
        most confused     product.recommend → product.suitability ×8

      Simulated conversion: keyword → guide
      notice                  Simulated; no shopper bought anything. Not a measured A/B result.
      basis                   tier PRIOR-ONLY · purchase: payment within 24h · denominator:
                              consultations
      simulated conversion    keyword 21% → guide 25% (240 dialogues, 96 families)
      simulated uplift        +4.2 pp · 90% assumption interval [+1.2, +8.7] pp
      relative uplift         +20% · 90% assumption interval [+6.5, +44]%
      sign                    guide is better on every event in 46.3% of dialogues, worse in 4.2%, mixed
                              in 28.3%, equal in 21.3%
      width                   83% of the variance is assumptions
      to confirm              a real A/B test would need about 1500 consultations an arm (80% power, 5%
                              two-sided)
      not simulated           state_gain, emotion_handling: absent, so added nothing

      Where keyword fails and guide succeeds
      muying-0058-sichuan · turn 2/2 · dialect=sichuan, vertical=mother-baby, stage=pre-sale
        顾客              要得嘛，那好久能送到成都？
        机器人 ✘          keyword: 满99元包邮哦
          intent          shipping.time → shipping.fee (0.48)
          answer          relevance 0.080, off topic: asked when, answered how much
        机器人 ✔          guide: 发货后2到4天就到成都～
          intent          shipping.time → shipping.time (0.91)
          answer          relevance 0.960
        reference         发货后2–4天送到成都。

      Gates
      ✘ fail            keyword: intent.accuracy ≥ 80.0%
                        intent.accuracy is 63.5%, below 80.0%
                        e.g. dialogue muying-0012-yue, turn 1: product.recommend read as chitchat.greet
      ✔ pass            keyword: latency.p95_ms ≤ 800 ms
                        latency.p95_ms is 7.9 ms, within 800 ms
      ✔ pass            guide: intent.accuracy ≥ 80.0%
                        intent.accuracy is 88.1%, at least 80.0%
      ? inconclusive    guide: intent.accuracy dialect=yue ≥ 80.0% (lower bound)
                        intent.accuracy dialect=yue is 84.1% [77.0, 91.3]; 80.0% lies within; about 130
                        families would decide
      "
    `);
  });

  it('keeps to the width, Chinese counted as two columns', () => {
    for (const width of [60, 80, 120, 200]) {
      const lines = renderTerminal(reportFixture(), { color: false, width }).split('\n');
      expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
    }
  });

  it('colours only when asked, and says the same', () => {
    const coloured = renderTerminal(reportFixture(), { color: true, width: 100 });
    const uncoloured = renderTerminal(reportFixture(), plain);
    expect(coloured).toContain('\u001b[');
    expect(uncoloured).not.toContain('\u001b');
    const words = (text: string): string => stripVTControlCharacters(text).replace(/\s+/g, ' ');
    expect(words(coloured)).toBe(words(uncoloured));
  });

  it('puts the notice beside simulated numbers, and nothing simulated without it', () => {
    const text = renderTerminal(reportFixture(), { color: false, width: 160 });
    expect(text).toContain('Simulated; no shopper bought anything. Not a measured A/B result.');
    expect(text).toContain('tier PRIOR-ONLY · purchase: payment within 24h · denominator: consultations');
    expect(renderTerminal({ title: 'one', bots: [botFixture('keyword')] }, plain)).not.toMatch(/[Ss]imulated/);
  });

  it('obeys nothing in a reply, a name or a reason', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const out = renderTerminal(reportWithText(`${HOSTILE_REPLY}${text}`), plain);
        expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
      { numRuns: 30 },
    );
  });

  it('shows a report with nothing in it', () => {
    const bot = botFixture('guide', []);
    const { simulated: _, comparison: __, ...summary } = bot.summary;
    const empty = { ...summary, estimates: [], confusion: [], gates: [], notes: [] };
    const text = renderTerminal({ title: 'empty', bots: [{ ...bot, summary: empty }] }, plain);
    expect(text).toContain('Gates\nnone configured');
    expect(text).toContain('most confused     none');
    expect(text).not.toMatch(/NaN|undefined/);
  });
});

describe('bar', () => {
  it.each([
    [0, '··········'],
    [1, '██████████'],
    [0.5, '█████·····'],
    [0.1125, '█▏········'],
    [7, '██████████'],
    [-1, '··········'],
  ])('of %d is %s', (value, drawn) => expect(bar(value)).toBe(drawn));
});
