/** Mean costs a turn with intervals by family. */
import type { MeasuredCost } from '../../schema/index.js';
import { type BootstrapPlan, clusterBootstrapRatios } from '../../stats/index.js';

/** What a way of routing costs each family, and what never and always handing over would. */
export interface FamilyCosts {
  readonly sizes: Float64Array;
  readonly own: Float64Array;
  readonly never: Float64Array;
  readonly always: Float64Array;
}

interface Balance {
  readonly cost: MeasuredCost;
  readonly saving_over_never: MeasuredCost;
  readonly saving_over_always: MeasuredCost;
}

/** All three on the same resamples. */
export function balanceOf({ sizes, own, never, always }: FamilyCosts, plan: BootstrapPlan): Balance {
  const numerators = [own, minus(never, own), minus(always, own)];
  const intervals =
    plan.resamples === 0
      ? []
      : clusterBootstrapRatios(
          plan,
          numerators.map((numerator) => ({ numerator, denominator: sizes })),
        );
  const turns = sumOf(sizes);
  const [cost, overNever, overAlways] = numerators.map((numerator, i): MeasuredCost => {
    const value = sumOf(numerator) / turns;
    const interval = intervals[i];
    if (interval === undefined) return { value, reason: 'no resamples were asked for' };
    if (interval.status === 'undefined') return { value, reason: interval.reason };
    // A width of 0 would be false certainty.
    if (interval.lower === interval.upper) return { value, reason: 'all families agree: nothing scatters' };
    return { value, lower: interval.lower, upper: interval.upper };
  }) as [MeasuredCost, MeasuredCost, MeasuredCost];
  return { cost, saving_over_never: overNever, saving_over_always: overAlways };
}

export function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - (b[i] as number));
}
