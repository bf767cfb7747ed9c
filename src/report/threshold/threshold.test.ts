import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import {
  type DefinedThresholdFinding,
  type ThresholdPoint,
  type ThresholdReport,
  thresholdReportSchema,
} from '../../schema/index.js';
import { renderThresholdCsv } from './csv.js';
import { renderThresholdHtml } from './html.js';
import { renderThresholdJson } from './json.js';
import { renderThresholdMarkdown } from './markdown.js';
import { renderThresholdTerminal } from './terminal.js';
import { confidenceText } from './words.js';

const counts = { turns: 6, families: 6, unlabelled: 0, due: 1, failed: 0, handed_by_bot: 0, unrecognised: 0, unstated: 0 };

function point(
  threshold: ThresholdPoint['threshold'],
  total: number,
  fates: readonly [number, number, number, number, number],
): ThresholdPoint {
  const [right, wrong, missed, handed, due] = fates;
  const kept = right + wrong + missed;
  return {
    ...{ threshold, cost: total / 6, right, wrong, missed, handed, due, coverage: kept / 6 },
    ...(kept === 0 ? {} : { accuracy: right / kept }),
  };
}

const at = (confidence: number) => ({ rule: 'at', confidence }) as const;
/** The six turns of src/aggregate/threshold: wrong 5, hand-over 2, missed 7, due 1. */
const curve = [
  point({ rule: 'never' }, 17, [3, 2, 1, 0, 0]),
  point(at(0.2), 17, [3, 2, 1, 0, 0]),
  point(at(0.4), 8, [3, 1, 0, 1, 1]),
  point(at(0.6), 10, [2, 1, 0, 2, 1]),
  point(at(0.8), 7, [2, 0, 0, 3, 1]),
  point(at(0.9), 9, [1, 0, 0, 4, 1]),
  point({ rule: 'always' }, 11, [0, 0, 0, 5, 1]),
] as const;

const overall: DefinedThresholdFinding = {
  status: 'defined',
  counts,
  optimum: { ...curve[4], above: 0.6 },
  never: curve[0],
  always: curve[6],
  cost: { value: 7 / 6, lower: 0.5, upper: 1.75 },
  saving_over_never: { value: 10 / 6, lower: 0.25, upper: 3 },
  saving_over_always: { value: 4 / 6, reason: 'fewer than two families: nothing to resample' },
  threshold_interval: { lower: at(0.4), upper: { rule: 'always' } },
  cross_fitted: {
    status: 'defined',
    folds: 6,
    cost: { value: 1.5, lower: 1, upper: 2 },
    saving_over_never: { value: 1.25, lower: 0.5, upper: 2 },
    saving_over_always: { value: 0.25, lower: -0.5, upper: 1 },
    optimism: 1 / 3,
    thresholds: [at(0.8)],
  },
  distinct: 5,
  curve: [...curve],
};

const report: ThresholdReport = {
  ...{ format_version: 1, bot: 'guide', dataset: 'mother-baby', dataset_digest: 'sha256:0', history: 'gold', trials: 1 },
  ...{ right: 'intent', failed: 'handoff', costs: { wrong: 5, handoff: 2, missed: 7, due: 1 } },
  ...{ level: 0.95, seed: 0, resamples: 200, overall },
  slices: [
    {
      slice: { dialect: 'yue' },
      finding: { status: 'undefined', counts: { ...counts, turns: 1 }, reason: 'the bot states no confidence' },
      at_overall: curve[6],
    },
  ],
  notes: ['6 families are few: intervals are rough'],
};

const silent: ThresholdReport = {
  ...report,
  overall: { status: 'undefined', counts, reason: 'the bot states no confidence in any answer' },
};

describe('a threshold', () => {
  it('on a terminal: the number, what speaks against it, the chart and the table', () => {
    expect(`\n${renderThresholdTerminal(report, { color: false, width: 110 })}`).toMatchInlineSnapshot(`
      "
      mother-baby: guide
      costs: wrong 5 · hand-over 2 · missed 7 · due 1 · right by the first intent · 6 turns, 1 of them due to a
      person · 6 families · intervals 95%, by family

      Hand over below a confidence of 0.8: 1.167 a turn is the least; the bot answers 33.3% of the turns, 100.0% of
      them rightly.
      On turns that it was not chosen on, a threshold does not surely cost less than always handing over.

      cost a turn             1.167 [0.5, 1.75]
      saved against never     1.667 [0.25, 3]
      saved against always    0.6667 (no interval: fewer than two families: nothing to resample)
      the same for            any threshold above 0.6, up to 0.8
      resampled thresholds    95% of them from "below 0.4" to "always"
      cross-fitted cost       1.5 [1, 2], 6 folds
      cross-fitted saving     1.25 [0.5, 2] against never, 0.25 [−0.5, 1] against always
      optimism                0.3333 a turn, by choosing and judging on the same turns

      cost a turn, by the confidence below which turns are handed over
      2.833

                             ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄                 ▁▁▁▁▁▁▁▁▁
            ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇█████████████████▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄█████████
            ████████████████████████████████████████████████████████████
          0 ████████████████████████████████████████████████████████████
                                                               ▲
            0.2                                                      0.9

      hand over               cost a turn   bot answers   rightly       wrongly       handed over
      never                   2.833         100.0%        50.0%         3             0
      below 0.4               1.333         66.7%         75.0%         1             2
      below 0.6               1.667         50.0%         66.7%         1             3
      below 0.8               1.167         33.3%         100.0%        0             4 ◀ least
      below 0.9               1.5           16.7%         100.0%        0             5
      always                  1.833         0.0%          –             0             6

      slice                   turns         own optimum             cost a turn   overall optimum
      dialect=yue             1             undefined: the bot                    costs 1.833 here
                                            states no confidence

      ! 6 families are few: intervals are rough
      "
    `);
  });

  it('in Markdown', () => {
    const text = renderThresholdMarkdown(report);
    expect(text).toContain(
      '**Hand over below a confidence of 0.8: 1.167 a turn is the least; the bot answers 33.3% of the turns, 100.0% of them rightly.**',
    );
    expect(text).toContain('| **below 0.8** | **1.167** | **33.3%** | **100.0%** | **0** | **4** |');
    expect(text).toContain('| dialect=yue | 1 | undefined: the bot states no confidence |  | 1.833 |');
  });

  it('as CSV: the curve, full precision, empty where nothing is answered', () => {
    const lines = renderThresholdCsv(report).trimEnd().split('\n');
    expect(lines).toHaveLength(8);
    expect(lines[0]).toBe('\ufeffslice,hand_over,confidence,cost,coverage,accuracy,right,wrong,missed,handed,due,optimum');
    expect(lines[5]).toBe('overall,below,0.8,1.1666666666666667,0.3333333333333333,1,2,0,0,3,1,1');
    expect(lines[7]).toBe('overall,always,,1.8333333333333333,0,,0,0,0,5,1,0');
  });

  it('as JSON, back through its decoder; never with a number that JSON cannot hold', () => {
    expect(thresholdReportSchema.parse(JSON.parse(renderThresholdJson(report)))).toEqual(report);
    expect(() => renderThresholdJson({ ...report, level: Number.NaN })).toThrow(/threshold.level/);
  });

  it('as HTML: one file without scripts and requests, its plot with a line, and text that stays text', async () => {
    const html = await renderThresholdHtml({ ...report, bot: '<script>x</script>' });
    expect(html).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    expect(html).not.toMatch(/<script|src=|\burl\(/);
    expect(html.replace(/xmlns(:xlink)?="[^"]*"/g, '')).not.toMatch(/https?:\/\//);
    const { document } = parseHTML(html);
    expect([...document.querySelectorAll('section')].map(({ id }) => id)).toEqual([
      'threshold',
      'curve',
      'thresholds',
      'slices',
      'notes',
    ]);
    expect(document.querySelector('.number')?.textContent).toBe('below 0.8');
    expect(document.querySelectorAll('#curve .wide svg path').length).toBeGreaterThan(0);
    expect(document.querySelector('tr.least')?.textContent).toContain('below 0.8');
    expect(document.body.textContent).not.toMatch(/\bNaN\b|\bundefined\b(?!:)|\[object /);
  });

  it('that is undefined says why, in every format', async () => {
    expect(renderThresholdTerminal(silent, { color: false, width: 80 })).toContain(
      'No threshold: the bot states no confidence in any answer.',
    );
    expect(renderThresholdMarkdown(silent)).toContain('**No threshold: the bot states no confidence in any answer.**');
    expect(await renderThresholdHtml(silent)).toContain('No threshold: the bot states no confidence in any answer.');
    expect(renderThresholdCsv(silent).trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(renderThresholdJson(silent)).overall.status).toBe('undefined');
  });

  it('has no chart and no plot with a single confidence', async () => {
    const single = { ...overall, curve: [curve[0], curve[4], curve[6]], distinct: 1 };
    expect(renderThresholdTerminal({ ...report, overall: single }, { color: false, width: 80 })).not.toContain('█');
    expect(await renderThresholdHtml({ ...report, overall: single })).not.toContain('id="curve"');
  });
});

describe('a confidence as text', () => {
  it('is one that does the same: above the next lower, at most itself', () => {
    expect(confidenceText(0.97936, 0.97908)).toBe('0.9793');
    expect(confidenceText(0.47, 0.42)).toBe('0.47');
    expect(confidenceText(0.468, 0.42)).toBe('0.46');
    expect(confidenceText(0.99998, 0.5)).toBe('0.99');
    expect(confidenceText(0.123456)).toBe('0.1234');
    expect(confidenceText(0, -1)).toBe('0');
    expect(confidenceText(0.30000000000000004, 0.3)).toBe('0.30000000000000004');
  });
});
