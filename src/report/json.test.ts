import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Summary, summarySchema } from '../schema/index.js';
import { botFixture } from './fixtures/report-fixture.js';
import { renderSummaryJson } from './json.js';

const summary = botFixture('guide').summary;

/** The same value with the keys of every object turned round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

describe('renderSummaryJson', () => {
  it('reads back as the same summary, in full precision', () => {
    const text = renderSummaryJson(summary);
    expect(summarySchema.parse(JSON.parse(text))).toEqual(summary);
    expect(text.endsWith('}\n')).toBe(true);
    expect(text.startsWith('{\n  "format_version": 1,\n  "bot": "guide",\n')).toBe(true);
  });

  it('gives the same bytes whatever the order of the keys', () => {
    expect(JSON.stringify(reversed(summary))).not.toBe(JSON.stringify(summary));
    expect(renderSummaryJson(reversed(summary) as Summary)).toBe(renderSummaryJson(summary));
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('refuses %d and names the place', (value) => {
    const [first, ...rest] = summary.estimates;
    if (first?.status !== 'defined') throw new Error('the first estimate is defined');
    const broken: Summary = { ...summary, estimates: [{ ...first, value }, ...rest] };
    expect(() => renderSummaryJson(broken)).toThrow(/^summary\.estimates\[0\]\.value is /);
  });

  it('keeps any finite number exactly', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const [first] = summary.estimates;
        if (first?.status !== 'defined') throw new Error('the first estimate is defined');
        const text = renderSummaryJson({ ...summary, estimates: [{ ...first, value }] });
        expect(summarySchema.parse(JSON.parse(text)).estimates[0]).toMatchObject({ value: value + 0 });
      }),
    );
  });
});
