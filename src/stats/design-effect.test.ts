import { describe, expect, it } from 'vitest';
import { designEffect } from './design-effect.js';

describe('designEffect', () => {
  it('is 1 + (m − 1)·ICC for equal clusters', () => {
    expect(designEffect([10, 10, 10], 0.05)).toBeCloseTo(1.45, 12);
    expect(designEffect([1, 1, 1, 1], 0.9)).toBe(1);
  });

  it('grows with unequal sizes: 1 + (m̄(1 + cv²) − 1)·ICC', () => {
    // m̄ = 6, cv² = 16/36 (divisor N): 1 + (6·52/36 − 1)·0.1
    expect(designEffect([2, 10], 0.1)).toBeCloseTo(1 + ((6 * 52) / 36 - 1) * 0.1, 12);
  });

  it('is undefined without clusters', () => {
    expect(designEffect([], 0.1)).toBeUndefined();
  });
});
