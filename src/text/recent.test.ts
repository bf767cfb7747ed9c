import fc from 'fast-check';
import { expect, it } from 'vitest';
import { remembered } from './recent.js';

it('answers like the function itself, in any order of questions', () => {
  const shout = (text: string) => `${text}!`;
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3, unit: fc.constantFrom('a', 'b', '啊') }), { maxLength: 60 }), (texts) => {
      const kept = remembered(shout, 4);
      for (const text of texts) expect(kept(text)).toBe(shout(text));
    }),
  );
});

it('keeps what was asked lately, but no long texts', () => {
  let computed = 0;
  const kept = remembered((text) => ({ text, at: ++computed }), 16, 100);
  expect(kept('包邮吗')).toBe(kept('包邮吗'));
  expect(kept('长'.repeat(101))).not.toBe(kept('长'.repeat(101)));
  expect(computed).toBe(3);
});

it('forgets', () => {
  let computed = 0;
  const kept = remembered(() => ++computed, 4);
  for (let i = 0; i < 100; i += 1) kept(`text ${i}`);
  for (let i = 0; i < 100; i += 1) kept(`text ${i}`);
  expect(computed).toBeGreaterThan(190);
});
