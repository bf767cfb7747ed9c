import { describe, expect, it } from 'vitest';
import { flippedVerdict } from './flipped-verdict.js';
import { Reading } from './reading.js';

const flipped = (ours: string, theirs: string) => flippedVerdict(new Reading(ours), new Reading(theirs));

describe('a flipped verdict', () => {
  it('is one of the same thing', () => {
    expect(flipped('拆封的奶粉可以退', '拆封的奶粉不可以退')).toBe('可以');
    expect(flipped('可以', '不可以')).toBe('可以');
    expect(flipped('上门免费', '上门要收费')).toBe('收费');
    expect(flipped('湿巾可以擦脸', '运费不能免')).toBeUndefined();
  });

  it('is none where more agrees than is at odds', () => {
    expect(flipped('支持退货，含运费险，不参加满减', '可以退货，含运费险，参加满减')).toBeUndefined();
  });

  it('takes a verdict that is repeated without end a few times', () => {
    const endless = new Reading('收费贵'.repeat(6000));
    expect(endless.verdicts.said).toHaveLength(40);
    expect(flippedVerdict(endless, new Reading('免费上门'))).toBeUndefined();
  });
});
