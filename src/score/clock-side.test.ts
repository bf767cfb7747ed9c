import { describe, expect, it } from 'vitest';
import { equalFacts, Reading } from '../text/index.js';
import { otherSide } from './clock-side.js';

const turned = (reference: string, reply: string) => otherSide(new Reading(reference), new Reading(reply), equalFacts)?.text;

describe('the other side of a time of day', () => {
  it.each([
    ['Orders before 2 pm go out today', 'Order after 14:00 and it goes out today', 'Order by 14:00 and it goes out today'],
    ['16点前付款当天发', '16点后付款当天发', '16点之前付就当天发'],
  ])('%s: %s', (reference, wrong, right) => {
    expect(turned(reference, wrong)).toBeDefined();
    expect(turned(reference, right)).toBeUndefined();
  });

  it('is none where the reference stands on no side, or on both', () => {
    expect(turned('店里14:00有活动', '14:00后有活动')).toBeUndefined();
    expect(turned('14:00前当天发，14:00后次日发', '14:00后下单明天发')).toBeUndefined();
  });
});
