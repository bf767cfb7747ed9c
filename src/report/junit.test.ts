import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BotReport } from '../schema/index.js';
import { HOSTILE_REPLY } from './fixtures/dialogues.js';
import { botFixture, largeReportFixture, reportFixture } from './fixtures/report-fixture.js';
import { reportWithText } from './fixtures/variants.js';
import { CALLS_SHOWN, renderJunit } from './junit.js';

function xmllintMissing(): boolean {
  try {
    execFileSync('xmllint', ['--version'], { stdio: 'pipe' });
    return false;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
}

function xmllint(xml: string): void {
  execFileSync('xmllint', ['--noout', '-'], { input: xml, stdio: 'pipe' });
}

describe('renderJunit', () => {
  it('makes a suite a bot and a case a gate', () => {
    const xml = renderJunit(reportFixture());
    expect(xml).toContain('<testsuite name="keyword" tests="2" failures="1" errors="0" skipped="0"');
    // guide: two passes, one inconclusive, one invalid, one time-out, one error.
    expect(xml).toContain('<testsuite name="guide" tests="6" failures="1" errors="3" skipped="0"');
    expect(xml).toContain('<testcase classname="guide.gates" name="intent.accuracy ≥ 80.0%"/>');
    expect(xml).toContain('<failure type="fail" message="intent.accuracy is 63.5%, below 80.0%">');
    expect(xml).toContain('<failure type="inconclusive" message="intent.accuracy dialect=yue is 84.1%');
    expect(xml).toContain('<error type="invalid" message="emotion.accuracy is undefined');
  });

  it('makes a case of each failed call with its kind and message, and counts those that are not listed', () => {
    const xml = renderJunit({ title: 'one', bots: [botFixture('guide')] });
    expect(xml).toContain('<testcase classname="guide.calls" name="muying-0044/0/0" time="5.000">');
    expect(xml).toContain('<error type="transport" message="502 Bad Gateway &lt;html&gt;">');
    // 7 calls failed, 2 of them in the listed dialogues.
    expect(xml).toContain('5 failed calls are not listed here');
  });

  it('lists no more than the bound', () => {
    const guide = largeReportFixture(4 * CALLS_SHOWN).bots[1] as BotReport;
    const summary = { ...guide.summary, counts: { ...guide.summary.counts, by_status: { ok: 0, error: 2 * CALLS_SHOWN } } };
    const xml = renderJunit({ title: 'many', bots: [{ ...guide, summary }] });
    expect(xml.match(/classname="guide\.calls"/g)).toHaveLength(CALLS_SHOWN);
    expect(xml).toContain(`${CALLS_SHOWN} failed calls are not listed here`);
  });

  it('is well-formed for xmllint, hostile text included', ({ skip }) => {
    if (xmllintMissing()) skip('xmllint is not installed (Debian: libxml2-utils)');
    xmllint(renderJunit(reportFixture()));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) =>
        xmllint(renderJunit(reportWithText(`${text}${HOSTILE_REPLY}`))),
      ),
      { numRuns: 25 },
    );
  });

  it('holds only characters of XML 1.0, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
        const xml = renderJunit(reportWithText(String.fromCharCode(...units)));
        expect(xml).not.toMatch(/[^\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u);
      }),
      { numRuns: 50 },
    );
  });
});
