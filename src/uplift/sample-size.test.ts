/** Consultations per arm, against R's power.prop.test. */
import { expect, it } from 'vitest';
import { consultationsPerArm } from './sample-size.js';

it("agrees with R's power.prop.test, rounded up", () => {
  // R's own example: p1 = .50, p2 = .75, power = .90 gives n = 76.7.
  expect(consultationsPerArm(0.5, 0.75, { power: 0.9 })).toBe(77);
  // The same formula at 80%: 57.67, 3762.36 and 3840.85.
  expect(consultationsPerArm(0.5, 0.75)).toBe(58);
  expect(consultationsPerArm(0.3, 0.33)).toBe(3763);
  expect(consultationsPerArm(0.1, 0.12)).toBe(3841);
});

it('does not mind which bot is better', () => {
  expect(consultationsPerArm(0.33, 0.3)).toBe(consultationsPerArm(0.3, 0.33));
});

it('is undefined where nothing can be seen', () => {
  expect(consultationsPerArm(0.3, 0.3)).toBeUndefined();
});
