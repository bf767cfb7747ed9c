/** Quantiles of one sample under many family weights, as a bootstrap asks for them. */
import { between, requireProbability } from './quantile.js';

/**
 * Type-7 quantiles of the sample in which each value is repeated as often as its family's weight says, without building it.
 * Where a quantile lies under equal weights, the number of values before it is known for every family; under other weights
 * it lies near, and only the way from there is walked. The result is that of walking from the start.
 */
export class WeightedQuantiles {
  /** How many values each family has; then, for each landmark, how many of them stand before it. */
  private readonly counts: readonly Uint32Array[];
  private readonly landmarks: readonly number[];
  /** Weighted number of all values, and of those before each landmark. */
  private readonly sums: Float64Array;

  /**
   * `sorted` values ascend, `familyOfEach` names the family of each (0 up to, but not including, `families`), `qs` come in any order.
   * @throws RangeError when the columns differ in length or a q is outside of [0,1].
   */
  constructor(
    private readonly sorted: Float64Array,
    private readonly familyOfEach: Int32Array,
    families: number,
    private readonly qs: readonly number[],
  ) {
    if (sorted.length !== familyOfEach.length) throw new RangeError('each value needs a family');
    for (const q of qs) requireProbability(q);
    this.landmarks = qs.map((q) => Math.floor((sorted.length - 1) * q));
    this.sums = new Float64Array(qs.length + 1);
    this.counts = [sorted.length, ...this.landmarks].map((end) => countFamilies(familyOfEach.subarray(0, end), families));
  }

  /** In the order of `qs`; undefined when all weights of the families that have values are 0. Weights are integers ≥ 0. */
  at(weights: ArrayLike<number>): Float64Array | undefined {
    this.weigh(weights);
    const total = this.sums[0] as number;
    if (total === 0) return undefined;
    const found = new Float64Array(this.qs.length);
    for (let k = 0; k < found.length; k += 1) found[k] = this.quantile((total - 1) * (this.qs[k] as number), k, weights);
    return found;
  }

  private weigh(weights: ArrayLike<number>): void {
    for (let k = 0; k < this.counts.length; k += 1) {
      const counts = this.counts[k] as Uint32Array;
      let sum = 0;
      for (let family = 0; family < counts.length; family += 1) sum += (weights[family] as number) * (counts[family] as number);
      this.sums[k] = sum;
    }
  }

  private quantile(rank: number, k: number, weights: ArrayLike<number>): number {
    const { sorted, familyOfEach } = this;
    const total = this.sums[0] as number;
    const below = Math.floor(rank);
    let i = this.landmarks[k] as number;
    // The values before `i` fill the ranks below `reached`.
    let reached = this.sums[k + 1] as number;
    while (reached > below) {
      i -= 1;
      reached -= weights[familyOfEach[i] as number] as number;
    }
    for (let w = weightAt(i); reached + w <= below; w = weightAt(i)) {
      reached += w;
      i += 1;
    }
    let next = i;
    const last = reached + weightAt(i);
    if (below + 1 === last && last < total) {
      do next += 1;
      while (weightAt(next) === 0);
    }
    return between(sorted[i] as number, sorted[next] as number, rank - below);

    function weightAt(place: number): number {
      return weights[familyOfEach[place] as number] as number;
    }
  }
}

function countFamilies(familyOfEach: Int32Array, families: number): Uint32Array {
  const counts = new Uint32Array(families);
  for (const family of familyOfEach) counts[family] = (counts[family] as number) + 1;
  return counts;
}
