import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOSTILE_REPLY } from './fixtures/dialogues.js';
import { reportWithText, smallReport } from './fixtures/variants.js';
import { renderMarkdown } from './markdown.js';

describe('renderMarkdown', () => {
  it('is made of tables and folded details', () => {
    expect(`\n${renderMarkdown(smallReport())}`).toMatchInlineSnapshot(`
      "
      ## 母婴导购

      **keyword** ✘ fail · **guide** ! invalid

      mother-baby: 240 dialogues, 820 turns, 96 families; history gold; trials 1; seed 0

      ### Gates

      | Verdict | Bot | Gate | Reason |
      | --- | --- | --- | --- |
      | ✘ fail | keyword | intent.accuracy ≥ 80.0% | intent.accuracy is 63.5%, below 80.0% (e.g. dialogue muying-0012-yue, turn 1: product.recommend read as chitchat.greet) |
      | ✔ pass | keyword | latency.p95\\_ms ≤ 800 ms | latency.p95\\_ms is 7.9 ms, within 800 ms |
      | ✔ pass | guide | intent.accuracy ≥ 80.0% | intent.accuracy is 88.1%, at least 80.0% |
      | ? inconclusive | guide | intent.accuracy dialect=yue ≥ 80.0% (lower bound) | intent.accuracy dialect=yue is 84.1% \\[77.0, 91.3\\]; 80.0% lies within; about 130 families would decide |

      ### Headline

      | Metric | keyword | guide |
      | --- | --- | --- |
      | intent.accuracy | 63.5% \\[59.1, 68.0\\]<br><sub>n 812/812 · 2 failed · 96 families</sub> | **88.1%** ★ \\[85.1, 91.0\\]<br><sub>n 812/812 · 7 failed · 96 families</sub> |
      | handoff.recall | undefined: the bot exposes no hand-off<br><sub>n 0/28 · 0 failed · 21 families</sub> | 85.7% \\[70.0, 100.0\\]<br><sub>n 28/28 · 1 failed · 21 families</sub> |
      | latency.p95\\_ms | **7.9 ms** ★ \\[7.2, 8.8\\]<br><sub>n 818/820 · 2 failed · 96 families</sub> | 743 ms \\[700, 790\\]<br><sub>n 813/820 · 7 failed · 96 families</sub> |

      ### Against the baseline

      **guide is better than keyword in some ways and worse in others: of its metrics 1 better, 1 worse (latency.p95\\_ms); intent.accuracy +24.6 pp \\[+19.5, +29.7\\]**

      | Metric | Baseline → candidate | Δ with interval | p raw / adjusted | Families | Verdict |
      | --- | --- | --- | --- | --- | --- |
      | intent.accuracy | 63.5% → 88.1% | +24.6 pp \\[+19.5, +29.7\\] | 0.0001 / 0.0002 | 96 | **▲ better** |
      | handoff.recall |  |  |  |  | undefined: baseline: the bot exposes no hand-off |
      | latency.p95\\_ms | 7.9 ms → 743 ms | +735 ms \\[+690, +781\\] | 0.0002 / 0.0002 | 96 | **▼ worse** |

      <details>
      <summary>By slice</summary>

      | Slice · metric | keyword | guide |
      | --- | --- | --- |
      | dialect=yue · intent.accuracy | 44.2% \\[36.0, 52.5\\]<br><sub>n 208/208 · 1 failed · 48 families</sub> | **84.1%** ★ \\[77.0, 91.3\\]<br><sub>n 208/208 · 2 failed · 48 families</sub> |

      </details>

      <details>
      <summary>All metrics</summary>

      | Intent | keyword | guide |
      | --- | --- | --- |
      | intent.accuracy | 63.5% \\[59.1, 68.0\\]<br><sub>n 812/812 · 2 failed · 96 families</sub> | **88.1%** ★ \\[85.1, 91.0\\]<br><sub>n 812/812 · 7 failed · 96 families</sub> |

      | Hand-off and emotion | keyword | guide |
      | --- | --- | --- |
      | handoff.recall | undefined: the bot exposes no hand-off<br><sub>n 0/28 · 0 failed · 21 families</sub> | 85.7% \\[70.0, 100.0\\]<br><sub>n 28/28 · 1 failed · 21 families</sub> |

      | Latency and calls | keyword | guide |
      | --- | --- | --- |
      | latency.p95\\_ms | **7.9 ms** ★ \\[7.2, 8.8\\]<br><sub>n 818/820 · 2 failed · 96 families</sub> | 743 ms \\[700, 790\\]<br><sub>n 813/820 · 7 failed · 96 families</sub> |

      </details>

      <details>
      <summary>Latency and calls</summary>

      | Metric | keyword | guide |
      | --- | --- | --- |
      | latency.p95\\_ms | **7.9 ms** ★ \\[7.2, 8.8\\]<br><sub>n 818/820 · 2 failed · 96 families</sub> | 743 ms \\[700, 790\\]<br><sub>n 813/820 · 7 failed · 96 families</sub> |

      - **keyword**: 818 of 820 answered · 2 timed out · 0 retries
      - **guide**: 813 of 820 answered · 1 empty · 5 timed out · 1 error · 4 retries

      </details>

      <details>
      <summary>Most confused intents</summary>

      | Bot | Gold | Predicted | Turns |
      | --- | --- | --- | --- |
      | keyword | product.recommend | chitchat.greet | 41 |
      | guide | product.recommend | product.suitability | 8 |

      </details>

      ### Simulated conversion

      | Simulated |  |
      | --- | --- |
      | notice | Simulated; no shopper bought anything. Not a measured A/B result. |
      | basis | tier PRIOR-ONLY · purchase: payment within 24h · denominator: consultations |
      | simulated conversion | keyword 21% → guide 25% (240 dialogues, 96 families) |
      | simulated uplift | \\+4.2 pp · 90% assumption interval \\[+1.2, +8.7\\] pp |
      | relative uplift | \\+20% · 90% assumption interval \\[+6.5, +44\\]% |
      | sign | guide is better on every event in 46.3% of dialogues, worse in 4.2%, mixed in 28.3%, equal in 21.3% |
      | width | 83% of the variance is assumptions |
      | to confirm | a real A/B test would need about 1500 consultations an arm (80% power, 5% two-sided) |
      | not simulated | state\\_gain, emotion\\_handling: absent, so added nothing |

      <details>
      <summary>Where the baseline fails and the candidate succeeds</summary>

      muying-0058-sichuan, turn 2/2 · dialect=sichuan · vertical=mother-baby · stage=pre-sale

      - **顾客** 要得嘛，那好久能送到成都？
      - **keyword ✘** 满99元包邮哦
        - shipping.time → shipping.fee (0.48)
        - relevance 0.080, off topic: asked when, answered how much
      - **guide ✔** 发货后2到4天就到成都～
        - shipping.time → shipping.time (0.91)
        - relevance 0.960
      - **reference** 发货后2–4天送到成都。

      </details>
      "
    `);
  });

  it('keeps every table whole and every HTML element ours, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const out = renderMarkdown(reportWithText(`${HOSTILE_REPLY}${text}`));
        const tables = out.split('\n\n').filter((block) => block.startsWith('| '));
        for (const table of tables) {
          const columns = table.split('\n').map((line) => line.replace(/\\./gu, '').split('|').length);
          expect(new Set(columns).size).toBe(1);
        }
        expect(out.replace(/<\/?(details|summary|sub|br)>/g, '')).not.toMatch(/[<>]/);
        expect(out).not.toMatch(/@[\w\u4e00-\u9fff]/);
      }),
      { numRuns: 30 },
    );
  });
});
