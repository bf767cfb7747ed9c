import { describe, expect, it } from 'vitest';
import { PARTS, rankPairs } from './fixtures/minimal-pairs.js';

/** Of a hundred pairs, so many must rank right. */
const AIM = {
  dev: 97,
  test: 97,
  second: 97,
  hard: 81,
  third: 97,
  fourth: 96,
  fifth: 90,
  sixth: 94,
  seventh: 94,
  eighth: 96,
  ninth: 96,
  tenth: 94,
  eleventh: 95,
} as const;

describe('minimal pairs', () => {
  it.each(PARTS)('of the part %s rank right as often as they did (`npm run pairs` shows them by kind)', (part) => {
    const ranked = rankPairs(part);
    const wrong = ranked.filter(({ right }) => !right);
    const right = (100 * (ranked.length - wrong.length)) / ranked.length;
    expect(
      right,
      wrong.map(({ scene, kind, better, worse }) => `${scene} ${kind}: ${better} > ${worse}`).join('\n'),
    ).toBeGreaterThanOrEqual(AIM[part]);
  });

  it('are four hundred or more, a hundred of them English', () => {
    const all = PARTS.flatMap(rankPairs);
    expect(all.length).toBeGreaterThanOrEqual(400);
    expect(all.filter(({ lang }) => lang === 'en').length).toBeGreaterThanOrEqual(100);
  });
});
