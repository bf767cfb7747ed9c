import { parseString } from 'fast-csv';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { Comparison, DefinedDifference, GateResult, RunReport } from '../../schema/index.js';
import { reportFixture } from '../fixtures/report-fixture.js';
import { gateText } from '../gate-text.js';
import { renderGates } from '../gates.js';
import {
  renderComparisonCsv,
  renderComparisonHtml,
  renderComparisonJson,
  renderComparisonMarkdown,
  renderComparisonTerminal,
} from '../index.js';

function difference(more: Partial<DefinedDifference>): DefinedDifference {
  return {
    metric: 'intent.accuracy',
    slice: {},
    signature: 'intent.accuracy:v1',
    status: 'defined',
    baseline: 0.5,
    candidate: 0.75,
    difference: 0.25,
    lower: 0.125,
    upper: 0.375,
    level: 0.95,
    interval: 'cluster-t',
    p: 0.00004,
    p_adjusted: 0.0312,
    test: 'sign-flip',
    margin: 0.01,
    verdict: 'better',
    families: 72,
    ...more,
  };
}

const HOSTILE = '<script>alert(1)</script> @someone \u001b[31m=1+1';
const comparison: Comparison = {
  format_version: 1,
  dataset: '母婴',
  dataset_digest: 'sha256:0',
  history: 'gold',
  level: 0.95,
  seed: 0,
  resamples: 1000,
  counts: { dialogues: 181, families: 72, keys: 837 },
  allowed: [],
  runs: ['旧版', '=new', 'third'].map((name) => ({ name, bot: name, history: 'gold', trials: 1 })),
  candidates: ['=new', 'third'].map((name) => ({
    name,
    overall: 'mixed',
    verdicts: { better: 1, worse: 1, same: 0, inconclusive: 1, different: 0, undefined: 1 },
    differences: [
      difference({}),
      difference({
        metric: 'latency.p95_ms',
        baseline: 100,
        candidate: 112,
        difference: 12,
        lower: 4,
        upper: 20,
        verdict: 'worse',
        margin: 5,
      }),
      difference({
        metric: 'relevance.mean',
        difference: -0.0004,
        verdict: 'inconclusive',
        families_more: 1,
        flags: ['few-families'],
        families: 7,
      }),
      {
        metric: 'handoff.recall',
        slice: {},
        signature: 's',
        status: 'undefined',
        reason: 'candidate: the bot exposes no hand-off',
      },
      difference({ slice: { dialect: '粤语' } }),
    ],
    broken: 3,
    mended: 0,
    changes: [
      {
        kind: 'broken',
        dialogue_id: 'mb-1',
        turn: 0,
        trial: 0,
        slices: ['dialect=粤语'],
        utterance: HOSTILE,
        gold: ['price.ask'],
        baseline: { status: 'ok', reply: '268元', intent: 'price.ask', relevance: 1, reasons: [] },
        candidate: { status: 'timeout', reasons: [HOSTILE] },
      },
    ],
  })),
  leaderboards: [
    {
      metric: 'intent.accuracy',
      level: 0.95,
      places: [
        { name: '=new', value: 0.75, best: 1, worst: 2 },
        { name: 'third', value: 0.74, best: 1, worst: 2 },
        { name: '旧版', value: 0.5, best: 3, worst: 3 },
      ],
    },
  ],
  notes: ['latency was measured under different conditions'],
};

describe('a comparison', () => {
  it('on a terminal gives the conclusion, differences with signs, p, verdicts and what changed', () => {
    const text = renderComparisonTerminal(comparison, { color: false, width: 260 });
    expect(text).toContain(
      '=new is better than 旧版 in some ways and worse in others: of its metrics 1 better, 1 worse (latency.p95_ms), 1 inconclusive; intent.accuracy +25.0 pp',
    );
    expect(text).toMatch(/intent\.accuracy +50\.0% → 75\.0% +\+25\.0 pp \[\+12\.5, \+37\.5\] +0\.031 +▲ better/);
    expect(text).toMatch(/latency\.p95_ms +100 ms → 112 ms +\+12 ms \[\+4\.0, \+20\] +0\.031 +▼ worse/);
    expect(text).toMatch(/relevance\.mean † .* −0\.000 .*\? inconclusive, 1 more family/);
    expect(text).toContain('handoff.recall undefined: candidate: the bot exposes no hand-off');
    expect(text).toContain('Broke (3): right in the baseline, wrong now');
    expect(text).toMatch(/1–2 +=new +75\.0%/);
    expect(text).not.toContain('\u001b');
    expect(text.split('\n').every((line) => !/^ *\d+$/.test(line))).toBe(true);
  });

  it('as Markdown mentions nobody and renders no HTML of others', () => {
    const text = renderComparisonMarkdown(comparison);
    expect(text).toContain('| intent.accuracy | 50.0% → 75.0% |');
    expect(text).toContain('&lt;0.0001 / 0.031');
    expect(text).not.toContain('<script>');
    expect(text).not.toMatch(/@someone/);
  });

  it('as CSV has a row a difference, and no cell that a spreadsheet would run', async () => {
    const csv = renderComparisonCsv(comparison);
    const rows = await new Promise<Record<string, string>[]>((resolve, reject) => {
      const found: Record<string, string>[] = [];
      parseString<Record<string, string>, Record<string, string>>(csv.slice(1), { headers: true })
        .on('data', (row) => found.push(row))
        .on('error', reject)
        .on('end', () => resolve(found));
    });
    expect(rows).toHaveLength(10);
    expect(rows[0]).toMatchObject({
      candidate: "'=new",
      metric: 'intent.accuracy',
      verdict: 'better',
      difference: '0.25',
      p_adjusted: '0.0312',
    });
    expect(rows[3]).toMatchObject({ verdict: 'undefined', difference: '', reason: 'candidate: the bot exposes no hand-off' });
    expect(rows[4]?.slice).toBe('dialect=粤语');
  });

  it('as JSON is itself, and refuses a number that JSON cannot hold', () => {
    expect(JSON.parse(renderComparisonJson(comparison))).toEqual(comparison);
    expect(() => renderComparisonJson({ ...comparison, level: Number.NaN })).toThrow(/comparison\.level/);
  });

  it('as HTML is one file without script, with a plot a difference and every text escaped', () => {
    const html = renderComparisonHtml(comparison);
    const { document } = parseHTML(html);
    expect(html).not.toMatch(/<script|https?:\/\//);
    expect(html).toContain("default-src 'none'");
    expect(document.querySelectorAll('table.forest svg.strip')).toHaveLength(8);
    expect(document.querySelectorAll('.badge.worse')).toHaveLength(2);
    expect(document.querySelector('.changes blockquote')?.textContent).toContain('<script>alert(1)</script>');
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of document.querySelectorAll('nav a')) expect(ids).toContain(link.getAttribute('href')?.slice(1));
  });
});

describe('gates of a stored run', () => {
  const result: GateResult = {
    gate: { metric: 'intent.accuracy', margin: 0.01, baseline: 'b.json' },
    verdict: 'inconclusive',
    value: 0.9,
    reason: 'intent.accuracy on overall differs by -0.005',
    p: 0.4,
    p_adjusted: 0.8,
    families_more: 120,
    operating: {
      no_change: { pass: 0.8, fail: 0.0001, inconclusive: 0.1999 },
      at_limit: { pass: 0.05, fail: 0.05, inconclusive: 0.9 },
      twice_the_margin: { pass: 0.0001, fail: 0.8, inconclusive: 0.1999 },
    },
  };

  it('say what they do by chance', () => {
    const [bot] = reportFixture().bots;
    const report: RunReport = {
      title: 't',
      bots: [{ ...bot, summary: { ...bot.summary, gates: [result], verdict: 'inconclusive' } }],
    };
    const text = renderGates(report, { color: false, width: 200 });
    expect(text).toContain('? inconclusive    intent.accuracy ≥ baseline − 1.0 pp');
    expect(text).toContain(
      'if nothing changed: fails falsely <0.1%, passes 80.0%; exactly at the limit: passes 5.0%; twice the margin worse: fails 80.0%',
    );
    expect(text).toContain('p 0.4 (Holm 0.8); 120 more families would settle it');
  });

  it.each([
    [{ metric: 'latency.p95_ms', maxRatio: 1.2 }, 'latency.p95_ms ≤ 1.2 × baseline'],
    [{ metric: 'relevance.critical_error_rate', maxNew: 0 }, 'relevance.critical_error_rate at most 0 new critical errors'],
    [{ metric: 'relevance.critical_error_rate', margin: 0.005 }, 'relevance.critical_error_rate ≤ baseline + 0.5 pp'],
  ])('name their limit: %j', (gate, text) => {
    expect(gateText(gate)).toBe(text);
  });
});
