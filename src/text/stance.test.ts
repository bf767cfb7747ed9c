import { describe, expect, it } from 'vitest';
import { Reading } from './reading.js';

describe('stance', () => {
  it.each([
    ['可以的，随时都能退', 'yes'],
    ['亲，有货的', 'yes'],
    ['不可以哦', 'no'],
    ['抱歉，退不了', 'no'],
    ['Yes, you can.', 'yes'],
    ['Sorry, it is sold out.', 'no'],
    ['未发货可以取消', undefined],
    ['满99元包邮', undefined],
    ['周三发出', undefined],
  ])('of %s is %s', (text, stance) => {
    expect(new Reading(text).stance).toBe(stance);
  });
});
