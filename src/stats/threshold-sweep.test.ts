import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROUTED, type RoutingCosts, routingCost, type Threshold, ThresholdSweep } from './threshold-sweep.js';

const costs: RoutingCosts = { wrong: 5, handoff: 2, missed: 7, due: 1 };

type Row = readonly [confidence: number, kind: keyof typeof ROUTED, family?: number];

function sweepOf(rows: readonly Row[], at: RoutingCosts = costs): ThresholdSweep {
  const owners = Uint32Array.from(rows, ([, , family], i) => family ?? i);
  return new ThresholdSweep(
    {
      confidences: Float64Array.from(rows, ([confidence]) => confidence),
      kinds: Uint8Array.from(rows, ([, kind]) => ROUTED[kind]),
      owners,
      families: Math.max(0, ...owners) + 1,
    },
    at,
  );
}

/** Six turns, sorted: 0.2 wrong, 0.2 due, 0.4 right, 0.6 wrong, 0.8 right, 0.9 right. */
const SIX: readonly Row[] = [
  [0.9, 'right'],
  [0.2, 'wrong'],
  [0.4, 'right'],
  [0.8, 'right'],
  [0.6, 'wrong'],
  [0.2, 'due'],
];

describe('the sweep', () => {
  it('counts and prices every threshold as by hand', () => {
    const sweep = sweepOf(SIX);
    const table = sweep.allCounts().map((counts, i) => [sweep.thresholdAt(i), routingCost(counts, costs)]);
    // never: 2 wrong, 1 missed = 17, and so at 0.2; at 0.4 one wrong and the due one are a person's: 5 + 2 + 1; then right ones go, 2 each.
    expect(table).toEqual([
      [{ rule: 'never' }, 17],
      [{ rule: 'at', confidence: 0.2 }, 17],
      [{ rule: 'at', confidence: 0.4 }, 8],
      [{ rule: 'at', confidence: 0.6 }, 10],
      [{ rule: 'at', confidence: 0.8 }, 7],
      [{ rule: 'at', confidence: 0.9 }, 9],
      [{ rule: 'always' }, 11],
    ]);
    expect(sweep.thresholdAt(sweep.best())).toEqual({ rule: 'at', confidence: 0.8 });
    expect(sweep.allCounts()[4]).toEqual({ right: 2, wrong: 0, missed: 0, handed: 3, due: 1 });
  });

  it('takes, of equal costs, the threshold that hands over least, though sums of fractions differ in the last bit', () => {
    const flat = sweepOf(
      [
        [0.1, 'wrong'],
        [0.2, 'wrong'],
        [0.3, 'right'],
      ],
      { wrong: 0.1, handoff: 0.1, missed: 0.1, due: 0.1 },
    );
    expect(flat.thresholdAt(flat.best())).toEqual({ rule: 'never' });
    // Handing over four turns below 0.5 saves 1.1e-16, which is nothing.
    const tie = sweepOf(
      [
        [0.1, 'right'],
        [0.1, 'right'],
        [0.1, 'right'],
        [0.1, 'due'],
        [0.5, 'right'],
      ],
      { wrong: 1, handoff: 0.1, missed: 0.1 * 3 + 1e-16, due: 0 },
    );
    expect(tie.thresholdAt(tie.best())).toEqual({ rule: 'never' });
  });

  it('keeps everything when all is right, hands all over when all is wrong, and with one confidence has no other choice', () => {
    const rule = (kind: keyof typeof ROUTED) => {
      const sweep = sweepOf([
        [0.1, kind],
        [0.9, kind],
      ]);
      return sweep.thresholdAt(sweep.best()).rule;
    };
    expect(rule('right')).toBe('never');
    expect(rule('wrong')).toBe('always');
    const tied = sweepOf([
      [0.5, 'right'],
      [0.5, 'wrong'],
    ]);
    expect(tied.candidates).toBe(3);
    // 5 kept, 4 handed over.
    expect(tied.thresholdAt(tied.best())).toEqual({ rule: 'always' });
  });

  it('hands turns without a confidence over at any threshold, and what the bot hands over itself even at none', () => {
    const sweep = sweepOf([
      [Number.NEGATIVE_INFINITY, 'wrong'],
      [Number.POSITIVE_INFINITY, 'wrong'],
      [0.5, 'right'],
      [Number.NEGATIVE_INFINITY, 'handed'],
      [Number.NEGATIVE_INFINITY, 'dueHanded'],
    ]);
    expect(sweep.allCounts()).toEqual([
      { right: 1, wrong: 2, missed: 0, handed: 1, due: 1 },
      { right: 1, wrong: 1, missed: 0, handed: 2, due: 1 },
      { right: 0, wrong: 0, missed: 0, handed: 4, due: 1 },
    ]);
  });

  it('knows any finite confidence, and refuses costs and columns that make no sense', () => {
    const logits = sweepOf([
      [-3.5, 'wrong'],
      [12, 'right'],
    ]);
    expect(logits.thresholdAt(logits.best())).toEqual({ rule: 'at', confidence: 12 });
    for (const bad of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => sweepOf(SIX, { ...costs, due: bad })).toThrow(/due is/);
    expect(() => sweepOf([[Number.NaN, 'right']])).toThrow(/NaN/);
    const none = sweepOf([]);
    expect([none.candidates, none.best()]).toEqual([2, 0]);
  });

  it('with weights counts each turn as often as its family, and chooses among the confidences of those that count', () => {
    const rows: Row[] = [
      [0.3, 'wrong', 0],
      [0.5, 'right', 1],
      [0.7, 'right', 2],
    ];
    const sweep = sweepOf(rows);
    expect(sweep.thresholdAt(sweep.best(Uint16Array.of(1, 0, 1)))).toEqual({ rule: 'at', confidence: 0.7 });
    expect(sweep.thresholdAt(sweep.best())).toEqual({ rule: 'at', confidence: 0.5 });
    expect(sweep.thresholdAt(sweep.best(Uint16Array.of(0, 2, 1)))).toEqual({ rule: 'never' });
  });

  const rows = fc.array(
    fc.tuple(
      fc.oneof(
        fc.integer({ min: 0, max: 5 }).map((n) => n / 5),
        fc.constantFrom(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
      ),
      fc.constantFrom(...(Object.keys(ROUTED) as (keyof typeof ROUTED)[])),
      fc.integer({ min: 0, max: 3 }),
    ),
    { minLength: 1, maxLength: 20 },
  );
  const price = fc.integer({ min: 0, max: 9 });
  const prices = fc.record({ wrong: price, handoff: price, missed: price, due: price });

  it('agrees with trying every threshold on every turn, whatever their order', () => {
    fc.assert(
      fc.property(rows, prices, fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 }), (given, at, often) => {
        const weighted = given.flatMap((row) => Array.from({ length: often[row[2]] as number }, () => row));
        const own = new Map<string, number>([
          ['right,true', 0],
          ['right,false', at.handoff],
          ['wrong,true', at.wrong],
          ['wrong,false', at.handoff],
          ['due,true', at.missed],
          ['due,false', at.due],
        ]);
        const priceOf = (threshold: Threshold, of: readonly Row[]) =>
          of.reduce((sum, [confidence, kind]) => {
            const kept = threshold.rule === 'never' || (threshold.rule === 'at' && confidence >= threshold.confidence);
            const fate = kind === 'handed' ? at.handoff : kind === 'dueHanded' ? at.due : own.get(`${kind},${kept}`);
            return sum + (fate as number);
          }, 0);
        const finite = [...new Set(weighted.map(([c]) => c))].filter(Number.isFinite).sort((a, b) => a - b);
        const all: Threshold[] = [
          { rule: 'never' },
          ...finite.map((confidence) => ({ rule: 'at', confidence }) as const),
          { rule: 'always' },
        ];
        const tried = all.map((threshold) => priceOf(threshold, weighted));
        const sweep = sweepOf([...given].reverse(), at);
        const best = sweep.thresholdAt(sweep.best(Uint16Array.from(often)));
        expect(best).toEqual(all[tried.indexOf(Math.min(...tried))]);
        const plain = sweep.thresholdAt(sweep.best());
        expect(sweep.familyCosts(plain).reduce((a, b) => a + b, 0)).toBe(priceOf(plain, given));
        expect(routingCost(sweep.countsAt(plain), at)).toBe(priceOf(plain, given));
        expect(sweep.allCounts()[sweep.best()]).toEqual(sweep.countsAt(plain));
      }),
    );
  });
});
