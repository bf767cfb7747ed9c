import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BootstrapInterval, clusterBootstrap, clusterBootstrapRatios } from './cluster-bootstrap.js';
import { clusteredMean } from './clustered-mean.js';
import { FamilyResampler, type FamilyWeights, familyWeights } from './family-resample.js';
import fixture from './fixtures/random-streams.json' with { type: 'json' };
import { RandomGenerator } from './generator.js';

const PLAN = { families: 40, resamples: 400, seed: 0, purpose: 'test', level: 0.95 };

function column(name: string, families: number): Float64Array {
  const generator = new RandomGenerator(0, name, 'test');
  return new Float64Array(families).map(() => generator.below(6));
}

function defined(interval: BootstrapInterval | undefined): Extract<BootstrapInterval, { status: 'defined' }> {
  if (interval?.status !== 'defined') throw new Error('expected an interval');
  return interval;
}

const dot = (weights: ArrayLike<number>, values: Float64Array) =>
  values.reduce((sum, value, g) => sum + (weights[g] as number) * value, 0);

function resampleFamilies(seed: number, purpose: string, resample: number, families: number, out: FamilyWeights): void {
  new FamilyResampler(seed, purpose, families).draw(resample, out);
}

describe('FamilyResampler', () => {
  it('agrees with an independent implementation', () => {
    for (const { seed, purpose, resample, families, weights } of fixture.resamples) {
      const out = familyWeights(families);
      resampleFamilies(seed, purpose, resample, families, out);
      expect([...out]).toEqual(weights);
    }
    const { seed, purpose, resample, families, max, zeros, checksum } = fixture.large;
    const out = familyWeights(families);
    resampleFamilies(seed, purpose, resample, families, out);
    expect(out).toBeInstanceOf(Uint32Array);
    expect(Math.max(...out.subarray(0, 60_000), ...out.subarray(60_000))).toBe(max);
    expect([...out].filter((w) => w === 0).length).toBe(zeros);
    expect([...out].reduce((sum, w, g) => sum + (g + 1) * w, 0)).toBe(checksum);
  });

  it('draws as many families as there are, whatever the buffer held', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(), fc.integer({ min: 1, max: 300 }), (seed, resample, families) => {
        const out = new Uint16Array(families + 2).fill(9);
        resampleFamilies(seed, 'p', resample, families, out);
        expect([...out.subarray(0, families)].reduce((a, b) => a + b, 0)).toBe(families);
        expect([...out.subarray(families)]).toEqual([9, 9]);
      }),
    );
  });

  it('draws each family equally often', () => {
    const [families, resamples] = [50, 2000];
    const totals = new Float64Array(families);
    const out = familyWeights(families);
    for (let r = 0; r < resamples; r += 1) {
      resampleFamilies(0, 'even', r, families, out);
      for (let g = 0; g < families; g += 1) totals[g] = (totals[g] as number) + (out[g] as number);
    }
    const chiSquare = totals.reduce((sum, n) => sum + (n - resamples) ** 2 / resamples, 0);
    expect(Math.abs(chiSquare - 49)).toBeLessThan(5 * Math.sqrt(2 * 49));
  });

  it('rejects what is no resample', () => {
    const out = new Uint16Array(10);
    expect(() => resampleFamilies(0, 'p', 0, 11, out)).toThrow(RangeError);
    expect(() => resampleFamilies(0, 'p', 0, 0, out)).toThrow(RangeError);
    expect(() => resampleFamilies(0, 'p', -1, 5, out)).toThrow(RangeError);
    expect(() => resampleFamilies(undefined as unknown as number, 'p', 0, 5, out)).toThrow(RangeError);
    expect(() => resampleFamilies(0, 'p', 0, 70_000, new Uint16Array(70_000))).toThrow(RangeError);
    expect(() => familyWeights(2 ** 21 + 1)).toThrow(RangeError);
  });
});

describe('clusterBootstrap', () => {
  it('of three families meets the enumerated distribution', () => {
    // Mean of (0, 0, 1) resampled: 0, ⅓, ⅔, 1 with 8, 12, 6, 1 parts in 27. 2.5% and 97.5% lie inside of the
    // outermost steps (29.6% and 3.7%), by more than 9 standard errors at 20,000 resamples.
    const plan = { ...PLAN, families: 3, resamples: 20_000 };
    const interval = defined(clusterBootstrap(plan, (w) => (w[2] as number) / 3));
    expect(interval).toMatchObject({ lower: 0, upper: 1, resamples: 20_000, undefinedResamples: 0 });
    const narrower = defined(clusterBootstrap({ ...plan, level: 0.9 }, (w) => (w[2] as number) / 3));
    expect(narrower.upper).toBeCloseTo(2 / 3, 14);
  });

  it('comes close to the t interval for many families', () => {
    const families = 400;
    const [numerator, denominator] = [column('n', families), new Float64Array(families).fill(6)];
    const bootstrap = defined(clusterBootstrapRatios({ ...PLAN, families, resamples: 4000 }, [{ numerator, denominator }])[0]);
    const linear = clusteredMean(numerator, denominator, 0.95);
    if (linear.kind !== 'interval') throw new Error('expected an interval');
    expect(Math.abs(bootstrap.lower - linear.lower)).toBeLessThan(0.15 * linear.se);
    expect(Math.abs(bootstrap.upper - linear.upper)).toBeLessThan(0.15 * linear.se);
  });

  it('is the same each time, and another for another seed or purpose', () => {
    const values = column('v', PLAN.families);
    const run = (plan: typeof PLAN) => clusterBootstrap(plan, (w) => dot(w, values));
    expect(run(PLAN)).toEqual(run(PLAN));
    expect(run({ ...PLAN, seed: 1 })).not.toEqual(run(PLAN));
    expect(run({ ...PLAN, purpose: 'other' })).not.toEqual(run(PLAN));
  });

  it('counts undefined resamples, and gives none above 5%', () => {
    const values = column('v', PLAN.families);
    const undefinedEvery = (nth: number) => {
      let call = 0;
      return clusterBootstrap(PLAN, (w) => (call++ % nth === 0 ? undefined : dot(w, values)));
    };
    expect(defined(undefinedEvery(20)).undefinedResamples).toBe(20);
    expect(undefinedEvery(19)).toEqual({ status: 'undefined', reason: 'the statistic is undefined in 22 of 400 resamples' });
  });

  it('has no interval for one family or none', () => {
    expect(clusterBootstrap({ ...PLAN, families: 1 }, () => 1).status).toBe('undefined');
    expect(clusterBootstrap({ ...PLAN, families: 0 }, () => 1).status).toBe('undefined');
    expect(
      clusterBootstrapRatios({ ...PLAN, families: 0 }, [{ numerator: new Float64Array(0), denominator: new Float64Array(0) }]),
    ).toMatchObject([{ status: 'undefined' }]);
  });

  it('rejects NaN for "undefined" and plans that make no sense', () => {
    expect(() => clusterBootstrap(PLAN, () => Number.NaN)).toThrow(/return undefined/);
    expect(() => clusterBootstrap({ ...PLAN, resamples: 0 }, () => 1)).toThrow(RangeError);
    expect(() => clusterBootstrap({ ...PLAN, level: 95 }, () => 1)).toThrow(RangeError);
    expect(() => clusterBootstrap({ ...PLAN, families: 2.5 }, () => 1)).toThrow(RangeError);
  });
});

describe('clusterBootstrapRatios', () => {
  it('equals the general way, ratio by ratio', () => {
    const [hits, eligible, other] = [column('hits', 40), column('eligible', 40), column('other', 40)];
    const ratios = [
      { numerator: hits, denominator: eligible },
      { numerator: other, denominator: eligible },
      { numerator: eligible, denominator: hits },
    ];
    const general = ratios.map(({ numerator, denominator }) =>
      clusterBootstrap(PLAN, (w) => dot(w, numerator) / dot(w, denominator)),
    );
    expect(clusterBootstrapRatios(PLAN, ratios)).toEqual(general);
    expect(clusterBootstrapRatios(PLAN, [])).toEqual([]);
  });

  it('is undefined when the denominator is 0 in too many resamples', () => {
    // One family in forty carries the slice: (39/40)^40 = 36% of the resamples miss it.
    const denominator = new Float64Array(40);
    denominator[7] = 3;
    const [interval] = clusterBootstrapRatios(PLAN, [{ numerator: denominator, denominator }]);
    expect(interval).toMatchObject({
      status: 'undefined',
      reason: expect.stringMatching(/^the statistic is undefined in 1[0-9]{2} of 400/),
    });
  });

  it('rejects columns of another length and values that are not finite', () => {
    const short = new Float64Array(39);
    const broken = column('v', 40);
    broken[3] = Number.NaN;
    const whole = column('w', 40);
    expect(() => clusterBootstrapRatios(PLAN, [{ numerator: short, denominator: whole }])).toThrow(/39 values for 40/);
    expect(() => clusterBootstrapRatios(PLAN, [{ numerator: whole, denominator: broken }])).toThrow(/family 3/);
  });

  it('resamples 5,000 families 10,000 times, and prints how long that took', () => {
    const families = 5000;
    const ratio = { numerator: column('n', families), denominator: column('d', families) };
    // Processor time, not the clock: other work on the machine does not count.
    const started = process.cpuUsage();
    const [interval] = clusterBootstrapRatios({ ...PLAN, families, resamples: 10_000 }, [ratio]);
    const { user, system } = process.cpuUsage(started);
    const seconds = (user + system) / 1e6;
    console.log(`10,000 resamples of 5,000 families, one ratio: ${seconds.toFixed(2)} s of one core`);
    expect(interval?.status).toBe('defined');
    // Wide, for shared and slow machines: a quadratic slip would take minutes.
    expect(seconds).toBeLessThan(10);
  });
});
