import { expect, it } from 'vitest';
import { metricAgreements, metricReferences } from './fixtures/metric-references.js';

const agreements = metricAgreements(metricReferences());

it.each(agreements)('$metric agrees with $reference', ({ largestDifference }) => {
  expect(largestDifference).toBeLessThan(1e-9);
});

it('covers every kind of metric that another program computes', () => {
  expect(new Set(agreements.map(({ metric }) => metric)).size).toBe(7 + 2 + 2 + 4 + 2 + 22 + 3);
});
