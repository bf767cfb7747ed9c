import { parseString } from 'fast-csv';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { GateResult, RunReport } from '../../schema/index.js';
import { comparison } from '../fixtures/comparison-fixture.js';
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
