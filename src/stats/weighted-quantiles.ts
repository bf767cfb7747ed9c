/** Quantiles of one sample under many family weights, as a bootstrap asks for them. */
import { between, requireProbability } from './quantile.js';

/**
 * Type-7 quantiles of the sample in which each value is repeated as often as its family's weight says, without building it.
 * Where a quantile lies under equal weights, the number of values before it is known for every family; under other weights
 * it lies near, and only the way from there is walked. The result is that of walking from the start.
 */
export class WeightedQuantiles {
  /** Per family: how many values it has, and how many of them stand before each landmark. */
  private readonly counts: Uint32Array;
  private readonly landmarks: readonly number[];
  /** Weighted number of all values, and of those before each landmark. */
  private readonly sums: Float64Array;
  private readonly ranked: readonly number[];

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
    this.ranked = qs.map((_, k) => k).sort((a, b) => (this.landmarks[a] as number) - (this.landmarks[b] as number));
    this.sums = new Float64Array(qs.length + 1);
    this.counts = this.countFamilies(families);
  }

  /** In the order of `qs`; undefined when all weights of the families that have values are 0. Weights are integers ≥ 0. */
  at(weights: ArrayLike<number>): Float64Array | undefined {
    this.weigh(weights);
    const total = this.sums[0] as number;
    if (total === 0) return undefined;
    return Float64Array.from(this.qs, (q, k) => this.quantile((total - 1) * q, k, weights));
  }

  private countFamilies(families: number): Uint32Array {
    const width = this.qs.length + 1;
    const counts = new Uint32Array(families * width);
    let passed = 0;
    for (let i = 0; i < this.sorted.length; i += 1) {
      const at = (this.familyOfEach[i] as number) * width;
      while (passed < this.ranked.length && (this.landmarks[this.ranked[passed] as number] as number) === i) passed += 1;
      counts[at] = (counts[at] as number) + 1;
      for (let k = passed; k < this.ranked.length; k += 1) {
        const place = at + 1 + (this.ranked[k] as number);
        counts[place] = (counts[place] as number) + 1;
      }
    }
    return counts;
  }

  private weigh(weights: ArrayLike<number>): void {
    const { sums, counts } = this;
    const width = sums.length;
    sums.fill(0);
    for (let at = 0, family = 0; at < counts.length; at += width, family += 1) {
      const weight = weights[family] as number;
      if (weight === 0) continue;
      for (let k = 0; k < width; k += 1) sums[k] = (sums[k] as number) + weight * (counts[at + k] as number);
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
