/** Two-sided p of statistics that are no sums: what if the two runs had swapped places in any set of families? */
import { RandomGenerator } from '../../stats/index.js';
import type { Estimator } from '../bootstrap.js';
import type { Metric } from '../metric.js';
import type { PoolSlice } from './run-pool.js';
import { FIRST_PATTERNS, SETTLED, type Tested } from './tested.js';

/** Up to so many families, all patterns are tried; for sums, which are cheap, it is more. */
const EXACT_FAMILIES = 10;
/** Differences that rounding alone tells apart are equal. */
const TIE_SHARE = 1e-12;

interface Counter {
  readonly threshold: number;
  reached: number;
}

/**
 * By metric. All metrics are tried on the same patterns; one whose p is far from small is left out of the later ones. A pattern under
 * which either side has no value counts as reaching the observed difference, so that p is never too small. A metric without an
 * observed difference has no p. Source: E. Noreen, Computer-Intensive Methods for Testing Hypotheses (1989).
 */
export function swapTests(
  slice: PoolSlice,
  metrics: readonly Metric[],
  [baseline, candidate]: readonly [number, number],
  plan: { readonly patterns: number; readonly seed: number; readonly purpose: string },
): ReadonlyMap<string, Tested> {
  const { families, runs, pooled } = slice;
  const swapped = new Uint8Array(families);
  const weights = [new Uint32Array(pooled.familyCount), new Uint32Array(pooled.familyCount)] as const;
  const place = () => {
    for (let family = 0; family < families; family += 1) {
      const from = family * runs.length;
      const [a, b] = swapped[family] === 1 ? [candidate, baseline] : [baseline, candidate];
      weights[0].fill(0, from, from + runs.length)[from + a] = 1;
      weights[1].fill(0, from, from + runs.length)[from + b] = 1;
    }
  };
  const differences = (estimators: readonly Estimator[]): Map<string, number | undefined> => {
    place();
    return new Map(estimators.flatMap((estimator) => [...differencesOf(estimator, weights[0], weights[1])]));
  };
  const counters = new Map<string, Counter>();
  for (const [name, value] of differences(pooled.estimatorsOf(metrics))) {
    if (value !== undefined) counters.set(name, { threshold: Math.abs(value) * (1 - TIE_SHARE), reached: 0 });
  }
  const asked = metrics.filter(({ name }) => counters.has(name));
  const attempt = (estimators: readonly Estimator[]) => {
    for (const [name, value] of differences(estimators)) {
      const counter = counters.get(name);
      if (counter !== undefined && (value === undefined || Math.abs(value) >= counter.threshold)) counter.reached += 1;
    }
  };
  if (asked.length === 0) return new Map();
  if (families <= EXACT_FAMILIES) {
    const estimators = pooled.estimatorsOf(asked);
    for (let pattern = 0; pattern < 2 ** families; pattern += 1) {
      for (let family = 0; family < families; family += 1) swapped[family] = (pattern >>> family) & 1;
      attempt(estimators);
    }
    return new Map([...counters].map(([name, { reached }]) => [name, { p: reached / 2 ** families, test: 'swap-exact' }]));
  }
  const signs = new RandomGenerator(plan.seed, 'swap', plan.purpose);
  const results = new Map<string, Tested>();
  let open = asked;
  let tried = 0;
  for (const until of [Math.min(FIRST_PATTERNS, plan.patterns), plan.patterns]) {
    const estimators = pooled.estimatorsOf(open);
    for (; tried < until && open.length > 0; tried += 1) {
      drawSwaps(signs, swapped);
      attempt(estimators);
    }
    for (const { name } of open) results.set(name, { p: (1 + (counters.get(name)?.reached ?? 0)) / (tried + 1), test: 'swap' });
    open = open.filter(({ name }) => (results.get(name)?.p ?? 1) <= SETTLED);
  }
  return results;
}

function* differencesOf(
  { outputs, replicate }: Estimator,
  before: Uint32Array,
  after: Uint32Array,
): Generator<[string, number | undefined]> {
  const [from, to] = [replicate(before), replicate(after)];
  for (let i = 0; i < outputs.length; i += 1) {
    const [name, a, b] = [outputs[i], from[i], to[i]];
    if (name !== undefined) yield [name, a === undefined || b === undefined ? undefined : b - a];
  }
}

function drawSwaps(signs: RandomGenerator, swapped: Uint8Array): void {
  let bits = 0;
  for (let family = 0; family < swapped.length; family += 1) {
    bits = family % 32 === 0 ? signs.uint32() : bits >>> 1;
    swapped[family] = bits & 1;
  }
}
