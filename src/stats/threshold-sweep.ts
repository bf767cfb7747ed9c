/** From which confidence on a bot should answer itself, and below which a person should take over: every threshold in one sorted pass. */
import type { FamilyWeights } from './family-resample.js';

/** What a turn would be if the bot answered it. `*_HANDED` turns are a person's at any threshold: the bot hands them over itself. */
export const ROUTED = { right: 0, wrong: 1, due: 2, handed: 3, dueHanded: 4 } as const;
export type Routed = (typeof ROUTED)[keyof typeof ROUTED];

/** One cell a turn. */
export interface RoutedTurns {
  /** −∞ lies below every threshold, +∞ above every one but `always`. */
  readonly confidences: Float64Array;
  readonly kinds: Uint8Array;
  /** The family of the turn, numbered from 0. */
  readonly owners: Uint32Array;
  readonly families: number;
}

/** Per turn, finite and ≥ 0, in any one unit. A right answer costs nothing. */
export interface RoutingCosts {
  /** The bot answers, and wrongly. */
  readonly wrong: number;
  /** A person answers what was not due to one. */
  readonly handoff: number;
  /** The bot answers what was due to a person. */
  readonly missed: number;
  /** A person answers what was due to one. */
  readonly due: number;
}

/** `never`: the bot keeps every turn · `at`: it keeps those whose confidence is at least that · `always`: it keeps none. */
export type Threshold =
  | { readonly rule: 'never' }
  | { readonly rule: 'at'; readonly confidence: number }
  | { readonly rule: 'always' };

/** Turns by what becomes of them; together all turns. */
export interface RoutingCounts {
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
  readonly handed: number;
  readonly due: number;
}

/** Costs that differ by less than this share of the largest possible one are equal. */
const TIE = 1e-12;

/**
 * The candidates are `never`, each distinct finite confidence, and `always`: between two confidences the cost does not change. They are
 * numbered from 0 in that order, so that a higher number hands over at least as much. Sorting costs O(n log n), each sweep O(n).
 */
export class ThresholdSweep {
  private readonly confidences: Float64Array;
  private readonly kinds: Uint8Array;
  private readonly owners: Uint32Array;
  private readonly families: number;
  /** Per candidate: how many of the sorted turns it hands over. */
  private readonly cuts: readonly number[];

  /** @throws RangeError when a cost is negative or not finite, a confidence is NaN, or the columns differ in length. */
  constructor(
    turns: RoutedTurns,
    private readonly costs: RoutingCosts,
  ) {
    for (const [name, cost] of Object.entries(costs)) {
      if (!(cost >= 0 && cost < Number.POSITIVE_INFINITY))
        throw new RangeError(`a cost must be finite and ≥ 0, ${name} is ${cost}`);
    }
    const { length } = turns.confidences;
    if (turns.kinds.length !== length || turns.owners.length !== length) throw new RangeError('the columns differ in length');
    if (turns.confidences.some(Number.isNaN)) throw new RangeError('a confidence is NaN');
    const order = Uint32Array.from({ length }, (_, i) => i).sort(
      (a, b) => compare(turns.confidences[a] as number, turns.confidences[b] as number) || a - b,
    );
    this.confidences = Float64Array.from(order, (i) => turns.confidences[i] as number);
    this.kinds = Uint8Array.from(order, (i) => turns.kinds[i] as number);
    this.owners = Uint32Array.from(order, (i) => turns.owners[i] as number);
    this.families = turns.families;
    const cuts: number[] = [];
    this.confidences.forEach((confidence, i) => {
      if (Number.isFinite(confidence) && confidence !== this.confidences[i - 1]) cuts.push(i);
    });
    this.cuts = [0, ...cuts, length];
  }

  /** How many thresholds there are to choose from; at least 2. */
  get candidates(): number {
    return this.cuts.length;
  }

  get turns(): number {
    return this.kinds.length;
  }

  thresholdAt(candidate: number): Threshold {
    if (candidate === 0) return { rule: 'never' };
    if (candidate === this.candidates - 1) return { rule: 'always' };
    return { rule: 'at', confidence: this.confidences[this.cuts[candidate] as number] as number };
  }

  /**
   * The candidate of least cost; of several, the one that hands over least. With `weights` each turn counts as often as its family; then only
   * confidences of turns that count are candidates.
   */
  best(weights?: FamilyWeights): number {
    const tolerance = TIE * this.turns * Math.max(...Object.values(this.costs));
    const handed = [0, 0, 0, 0, 0];
    let best = 0;
    let least = 0;
    for (let candidate = 1; candidate < this.candidates; candidate += 1) {
      const [from, to] = [this.cuts[candidate - 1] as number, this.cuts[candidate] as number];
      for (let i = from; i < to; i += 1) {
        const kind = this.kinds[i] as number;
        handed[kind] = (handed[kind] as number) + (weights === undefined ? 1 : (weights[this.owners[i] as number] as number));
      }
      if (weights !== undefined && !this.counts(candidate, weights)) continue;
      const change = this.changeOf(handed);
      if (change >= least - tolerance) continue;
      best = candidate;
      least = change;
    }
    return best;
  }

  /** What becomes of the turns at every candidate, in their order. */
  allCounts(): RoutingCounts[] {
    const left = [0, 0, 0, 0, 0];
    for (const kind of this.kinds) left[kind] = (left[kind] as number) + 1;
    const [handed, due] = [left[ROUTED.handed] as number, left[ROUTED.dueHanded] as number];
    const total = [...left];
    let at = 0;
    return this.cuts.map((cut) => {
      for (; at < cut; at += 1) {
        const kind = this.kinds[at] as number;
        left[kind] = (left[kind] as number) - 1;
      }
      const [right, wrong, missed] = left as [number, number, number];
      return {
        ...{ right, wrong, missed },
        handed: handed + (total[ROUTED.right] as number) - right + (total[ROUTED.wrong] as number) - wrong,
        due: due + (total[ROUTED.due] as number) - missed,
      };
    });
  }

  /** What becomes of the turns at a threshold, which need not be a candidate. */
  countsAt(threshold: Threshold): RoutingCounts {
    const counts = { right: 0, wrong: 0, missed: 0, handed: 0, due: 0 };
    for (let i = 0; i < this.turns; i += 1) {
      const kept = isKept(this.confidences[i] as number, threshold);
      counts[fateOf(this.kinds[i] as Routed, kept)] += 1;
    }
    return counts;
  }

  /** Σ cost of each family at a threshold, which need not be a candidate. */
  familyCosts(threshold: Threshold): Float64Array {
    const costs = { ...this.costs, right: 0, handed: this.costs.handoff };
    const sums = new Float64Array(this.families);
    for (let i = 0; i < this.turns; i += 1) {
      const owner = this.owners[i] as number;
      const kept = isKept(this.confidences[i] as number, threshold);
      sums[owner] = (sums[owner] as number) + costs[fateOf(this.kinds[i] as Routed, kept)];
    }
    return sums;
  }

  /** Turns of each family. */
  familySizes(): Float64Array {
    const sizes = new Float64Array(this.families);
    for (const owner of this.owners) sizes[owner] = (sizes[owner] as number) + 1;
    return sizes;
  }

  /** Whether a turn of the candidate's own confidence counts; `always` needs none. */
  private counts(candidate: number, weights: FamilyWeights): boolean {
    if (candidate === this.candidates - 1) return true;
    const from = this.cuts[candidate] as number;
    for (let i = from; this.confidences[i] === this.confidences[from]; i += 1) {
      if ((weights[this.owners[i] as number] as number) > 0) return true;
    }
    return false;
  }

  /** Of the cost, against `never`. */
  private changeOf(handed: readonly number[]): number {
    const { wrong, handoff, missed, due } = this.costs;
    const [r, w, d] = handed as [number, number, number];
    return r * handoff + w * (handoff - wrong) + d * (due - missed);
  }
}

/** Cost of all turns together. */
export function routingCost({ wrong, missed, handed, due }: RoutingCounts, costs: RoutingCosts): number {
  return wrong * costs.wrong + missed * costs.missed + handed * costs.handoff + due * costs.due;
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isKept(confidence: number, threshold: Threshold): boolean {
  return threshold.rule === 'at' ? confidence >= threshold.confidence : threshold.rule === 'never';
}

/** What becomes of a turn. */
function fateOf(kind: Routed, kept: boolean): keyof RoutingCounts {
  switch (kind) {
    case ROUTED.right:
      return kept ? 'right' : 'handed';
    case ROUTED.wrong:
      return kept ? 'wrong' : 'handed';
    case ROUTED.due:
      return kept ? 'missed' : 'due';
    case ROUTED.handed:
      return 'handed';
    case ROUTED.dueHanded:
      return 'due';
  }
}
