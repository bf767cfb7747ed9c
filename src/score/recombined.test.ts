import { describe, expect, it } from 'vitest';
import { Reading } from '../text/index.js';
import { isRecombined } from './recombined.js';

const recombined = (reference: string, reply: string) => isRecombined(new Reading(reference), new Reading(reply));

describe('isRecombined', () => {
  it.each([
    ['发货前可以改地址，发货后改不了', '发货后可以改地址，发货前改不了'],
    ['耳温枪要3个月以上，额温枪新生儿就能用', '额温枪要3个月以上，耳温枪新生儿就能用'],
    ['About 12 hours on low, 4 hours on high.', 'About 4 hours on low, 12 hours on high.'],
    [
      'The bowl is dishwasher safe, the lid needs washing by hand.',
      'The lid is dishwasher safe, the bowl needs washing by hand.',
    ],
  ])('%s — %s', (reference, reply) => {
    expect(recombined(reference, reply)).toBe(true);
  });

  it.each([
    ['in another order', '发货前可以改地址，发货后改不了', '发货后改不了，发货前可以改地址'],
    ['joined', '发货前可以改地址，发货后改不了', '发货前可以改地址发货后改不了'],
    ['split', '发货前可以改地址，发货后改不了', '发货前，可以改地址，发货后，改不了'],
    ['one of them left out', '发货前可以改地址，发货后改不了', '发货前可以改地址'],
    [
      'with more said',
      'The bowl is dishwasher safe, the lid is not.',
      'The bowl is dishwasher safe, the lid is not, sorry about that.',
    ],
  ])('not when clauses are %s', (_, reference, reply) => {
    expect(recombined(reference, reply)).toBe(false);
  });
});
