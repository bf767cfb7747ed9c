import { describe, expect, it } from 'vitest';
import { bm25Share, rarityOf } from './rarity.js';
import { Reading } from './reading.js';

const share = (reference: string, reply: string) => bm25Share(new Reading(reference).tokens, new Reading(reply).tokens);

describe('rarity', () => {
  it('is small for what every reply holds, and the greatest for what none does', () => {
    const [common, rare] = [...'不鹮'].map((character) => rarityOf(character.charCodeAt(0))) as [number, number];
    expect(common).toBeLessThan(1);
    expect(rare).toBeGreaterThan(5);
  });
});

describe('BM25 as a share', () => {
  it('is 1 for the reference itself and 0 for nothing in common', () => {
    expect(share('顺丰次日到', '顺丰次日到')).toBe(1);
    expect(share('顺丰次日到', '蓝色裙子')).toBe(0);
    expect(share('顺丰次日到', '')).toBe(0);
  });

  it('follows Robertson’s formula', () => {
    // One term of the two, each once; the reply has one term and so a smaller length than the reference.
    const [a, b] = [...'顺丰'].map((character) => rarityOf(character.charCodeAt(0))) as [number, number];
    const dampened = (length: number) => 1.2 * (0.25 + (0.75 * length) / 29.6);
    const most = ((a + b) * 2.2) / (1 + dampened(2));
    expect(share('顺丰', '顺')).toBeCloseTo((a * 2.2) / (1 + dampened(1)) / most, 12);
  });

  it('is less in a longer reply', () => {
    expect(share('顺丰次日到', '顺丰次日到，蓝色裙子另外寄，还有一双袜子')).toBeLessThan(1);
  });
});
