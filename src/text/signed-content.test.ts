import { describe, expect, it } from 'vitest';
import { Reading } from './reading.js';
import { contentClash } from './signed-content.js';

function clash(ours: string, theirs: string): number {
  const [a, b] = [new Reading(ours), new Reading(theirs)];
  return contentClash(a.signed, a.tokens, b.signed, b.tokens).clashing;
}

describe('signed content', () => {
  it('is none where nothing is denied', () => {
    expect(new Reading('配方里含酒精').signed).toBeUndefined();
  });

  it('clashes when one asserts what the other denies', () => {
    expect(clash('配方里含酒精', '配方里不含酒精')).toBeGreaterThanOrEqual(2);
    expect(clash('配方里没有酒精', '配方里不含酒精')).toBe(0);
  });

  it('cancels cues in a row', () => {
    expect(clash('不是不送手套', '送手套')).toBe(0);
  });

  it('ends at the verb of a state', () => {
    expect(clash('未拆封支持换新', '拆封前支持换新')).toBeLessThan(3);
    expect(new Reading('未拆封支持换新').signed?.asserted.has('换'.charCodeAt(0))).toBe(true);
  });
});
