import { afterEach, describe, expect, it } from 'vitest';
import { jsonLines, removeTempFolders, tempFolder } from '../fixtures/temp-folder.js';
import { labelAgreement } from './agreement.js';

afterEach(removeTempFolders);

const dialogue = (id: string, ...labels: (object | undefined)[]) => ({
  id,
  turns: labels.map((label, i) => ({ utterance: `${id} ${i}`, ...(label === undefined ? {} : { label }) })),
});

async function agreementOf(first: unknown[], second: unknown[], seed?: number) {
  return await labelAgreement(
    'a.jsonl',
    'b.jsonl',
    tempFolder({ 'a.jsonl': jsonLines(...first), 'b.jsonl': jsonLines(...second) }),
    seed,
  );
}

describe('labelAgreement', () => {
  it('compares the turns that both have labelled, by id and place', async () => {
    const { turns, families, labels, differences } = await agreementOf(
      [dialogue('x', { intent: 'a' }, { intent: 'b' }), dialogue('y', { intent: 'a' }), dialogue('only', { intent: 'a' })],
      [dialogue('y', { intent: 'b' }), dialogue('x', { intent: 'a' }, undefined), dialogue('z', { intent: 'q' })],
    );
    expect([turns, families]).toEqual([2, 2]);
    expect(labels.find(({ label }) => label === 'main intent')).toMatchObject({ same: 0.5, turns: 2 });
    expect(differences).toEqual([
      { dialogue: 'y', turn: 0, label: 'intent', first: 'a', second: 'b' },
      { dialogue: 'y', turn: 0, label: 'main intent', first: 'a', second: 'b' },
    ]);
  });

  it('is the textbook κ on 50 turns', async () => {
    // 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: κ = .4
    const cells = [
      ['yes', 'yes', 20],
      ['yes', 'no', 5],
      ['no', 'yes', 10],
      ['no', 'no', 15],
    ] as const;
    const said = cells.flatMap(([a, b, n], cell) => Array.from({ length: n }, (_, i) => [`d${cell}-${i}`, a, b] as const));
    const of = (which: 1 | 2) => said.map((row) => dialogue(row[0], { emotion: row[which], intent: 'x' }));
    const { labels } = await agreementOf(of(1), of(2));
    const emotion = labels.find(({ label }) => label === 'emotion');
    expect(emotion?.value).toBeCloseTo(0.4, 12);
    expect(emotion?.lower).toBeLessThan(0.4);
    expect(emotion?.upper).toBeGreaterThan(0.4);
    // An approximate standard error of .13 (Cohen 1960) gives about [.15, .65].
    expect(emotion?.lower).toBeGreaterThan(0.05);
    expect(emotion?.upper).toBeLessThan(0.75);
  });

  it('takes what is left out for none, grades above 0 for products, and the order of hand-offs', async () => {
    const { labels } = await agreementOf(
      [
        dialogue('x', { products: { A: 2, B: 0 }, slots: { age: '3个月' } }),
        dialogue('y', { handoff: 'required' }),
        dialogue('z', {}),
      ],
      [
        dialogue('x', { products: { A: 1 }, slots: { age: '3个月', city: '北京' } }),
        dialogue('y', { handoff: 'optional' }),
        dialogue('z', { handoff: 'none' }),
      ],
    );
    const at = (name: string) => labels.find(({ label }) => label === name);
    expect(at('products')).toMatchObject({ same: 1, value: 1 });
    expect(at('slots')?.same).toBeCloseTo(2 / 3, 12);
    // Weights 0,1,4; observed 1/3·1, expected by hand: rows (2,0,1), columns (2,1,0) → (2·1·1 + 1·2·4 + 1·1·1)/9 = 11/9.
    expect(at('handoff')?.value).toBeCloseTo(1 - 1 / 3 / (11 / 9), 12);
    expect(at('answerable')).toMatchObject({ reason: 'both always say the same one thing', same: 1 });
  });

  it('depends on the seed alone, seed 0 included', async () => {
    const first = Array.from({ length: 12 }, (_, i) => dialogue(`d${i}`, { intent: i % 3 === 0 ? 'a' : 'b' }));
    const second = Array.from({ length: 12 }, (_, i) => dialogue(`d${i}`, { intent: i % 4 === 0 ? 'a' : 'b' }));
    const [one, same, other] = [
      await agreementOf(first, second, 0),
      await agreementOf(first, second),
      await agreementOf(first, second, 7),
    ];
    expect(one.labels).toEqual(same.labels);
    expect(one.labels).not.toEqual(other.labels);
  });
});
