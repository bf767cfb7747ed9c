import { describe, expect, it } from 'vitest';
import type { RunReport } from '../schema/index.js';
import { foldConfusion, OTHER_LABELS, topConfusions } from './confusions.js';
import { pickExamples } from './example-turns.js';
import { callsText, failedCalls } from './failures.js';
import { botFixture, reportFixture } from './fixtures/report-fixture.js';
import { gateText } from './gate-text.js';
import { metricFace } from './metric-face.js';
import { bestBots, viewReport } from './report-view.js';

describe('metricFace', () => {
  it.each([
    ['intent.accuracy', 'share', 'higher'],
    ['intent.macro_f1', 'share', 'higher'],
    ['intent.top_3_accuracy', 'share', 'higher'],
    ['intent.ece', 'score', 'lower'],
    ['oos.fpr95', 'share', 'lower'],
    ['relevance.mean', 'score', 'higher'],
    ['relevance.critical_error_rate', 'share', 'lower'],
    ['relevance.pass_rate', 'share', 'higher'],
    ['products.hit@5', 'share', 'higher'],
    ['products.ndcg@5', 'share', 'higher'],
    ['products.mrr', 'share', 'higher'],
    ['products.hallucinated_rate', 'share', 'lower'],
    ['latency.first_token_p95_ms', 'ms', 'lower'],
    ['latency.timeout_rate', 'share', 'lower'],
    ['something.new', 'score', 'none'],
    ['constructor', 'score', 'none'],
  ])('%s is a %s, %s is better', (metric, unit, direction) => {
    expect(metricFace(metric)).toMatchObject({ unit, direction });
  });
});

describe('viewReport', () => {
  const view = viewReport(reportFixture());

  it('finds estimates by metric and slice', () => {
    expect(view.bots[1]?.find('intent.accuracy', 'dialect=yue')).toMatchObject({ value: 0.8413 });
    expect(view.bots[0].find('intent.accuracy', 'dialect=none')).toBeUndefined();
    expect(view.slicesOf('relevance.mean')).toEqual(['dialect=mandarin', 'dialect=yue', 'dialect=sichuan']);
  });

  it('marks the better bot by the direction of the metric, and no one where a value is missing', () => {
    expect([...bestBots(view, 'intent.accuracy')]).toEqual([1]);
    expect([...bestBots(view, 'latency.p95_ms')]).toEqual([0]);
    expect([...bestBots(view, 'handoff.recall')]).toEqual([]);
    expect([...bestBots(viewReport({ title: '', bots: [botFixture('guide')] }), 'intent.accuracy')]).toEqual([]);
    const same: RunReport = { title: '', bots: [botFixture('guide'), botFixture('guide')] };
    expect([...bestBots(viewReport(same), 'intent.accuracy')]).toEqual([]);
  });
});

describe('pickExamples', () => {
  it('takes what the baseline gets wrong and the candidate right, first where both replies are known', () => {
    const { kind, turns } = pickExamples(viewReport(reportFixture()), 5);
    expect(kind).toBe('fixed');
    expect(turns.map(({ scored, turn }) => [scored.dialogue.id, turn])).toEqual([
      ['muying-0058-sichuan', 1],
      ['muying-0012-yue', 0],
      ['muying-0031-typo', 0],
    ]);
    expect(turns[0]?.sides.map((side) => side.record?.reply?.text)).toEqual(['满99元包邮哦', '发货后2到4天就到成都～']);
  });

  it('does not call a dialogue right that the candidate may only have left out', () => {
    const { title, bots } = reportFixture();
    const guide = bots[1];
    if (guide === undefined) throw new Error('two bots');
    const bounded: RunReport = { title, bots: [bots[0], { ...guide, wrongDialogueCount: guide.wrong.length + 1 }] };
    expect(pickExamples(viewReport(bounded), 5).turns.map(({ scored }) => scored.dialogue.id)).toEqual(['muying-0058-sichuan']);
  });

  it('shows failures of a bot that is alone, and nothing when nothing is wrong', () => {
    const alone = viewReport({ title: '', bots: [botFixture('guide')] });
    expect(pickExamples(alone, 1)).toMatchObject({ kind: 'failures', turns: [{ turn: 0 }] });
    const flawless = viewReport({ title: '', bots: [botFixture('guide', [])] });
    expect(pickExamples(flawless, 3).turns).toEqual([]);
  });
});

describe('confusions', () => {
  const confusion = [
    { gold: 'a', predicted: 'a', count: 9 },
    { gold: 'a', predicted: 'b', count: 5 },
    { gold: 'c', predicted: 'd', count: 1 },
    { gold: 'd', predicted: 'c', count: 1 },
    { gold: 'c', predicted: 'a', count: 2 },
  ];

  it('ranks pairs by count, ties by name, and leaves right answers out', () => {
    const summary = { ...botFixture('guide').summary, confusion };
    expect(topConfusions(summary, 3)).toEqual([confusion[1], confusion[4], confusion[2]]);
  });

  it('folds the labels with the fewest errors without losing a turn', () => {
    // Errors: a 5+2 = 7, b 5, c 1+1+2 = 4, d 1+1 = 2.
    const folded = foldConfusion(confusion, 2);
    expect(folded.labels).toEqual(['a', 'b', OTHER_LABELS]);
    expect(folded.folded).toBe(2);
    expect(folded.count('a', 'b')).toBe(5);
    expect(folded.count(OTHER_LABELS, OTHER_LABELS)).toBe(2);
    expect(folded.count(OTHER_LABELS, 'a')).toBe(2);
    expect(folded.rowTotal('a')).toBe(14);
    expect(folded.count('b', 'a')).toBe(0);
  });
});

describe('words', () => {
  it('account for every call', () => {
    const counts = { dialogues: 2, families: 2, expected: 10, by_status: { ok: 6, timeout: 3, empty: 1 }, retries: 4 };
    expect(callsText(counts)).toBe('6 of 10 answered · 1 empty · 3 timed out · 4 retries');
    expect(failedCalls(counts)).toBe(4);
    expect(callsText({ ...counts, by_status: { ok: 10 } })).toBe('10 of 10 answered · no failures · 4 retries');
  });

  it('name a gate with its slice, threshold and judge', () => {
    expect(gateText({ metric: 'intent.accuracy', slice: { dialect: 'yue' }, min: 0.8, judge: 'lower-bound' })).toBe(
      'intent.accuracy dialect=yue ≥ 80.0% (lower bound)',
    );
    expect(gateText({ metric: 'latency.p95_ms', slice: {}, max: 800 })).toBe('latency.p95_ms ≤ 800 ms');
  });
});
