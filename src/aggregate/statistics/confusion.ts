/** Statistics of gold × predicted classes, all from one count of each class's hits, gold and predictions. */
import { NO_NAME, type Sample, type SampleSource, type StatisticSet, type Weights } from '../statistic.js';

/** Weighted counts of each class; {@link NO_NAME} is predicted by what predicts nothing, and is no class. */
interface Counts {
  readonly hits: Float64Array;
  readonly gold: Float64Array;
  readonly predicted: Float64Array;
}

/** Positions of the outputs. */
export const CONFUSION_OUTPUT = { macroF1: 0, weightedF1: 1, balancedAccuracy: 2, mcc: 3, kappa: 4 } as const;

/** `source` yields gold and predicted class of a turn, as numbers of its names. */
export function confusionStatistics(source: SampleSource): StatisticSet {
  return {
    source,
    outputs: Object.keys(CONFUSION_OUTPUT).length,
    prepare: (sample) => {
      const counts = emptyCounts(sample.names);
      const ones = onesFor(sample);
      return (weights = ones) => outputsOf(countInto(counts, sample, weights));
    },
    influences: confusionInfluences,
    extremes: (sample) => {
      const sums = { numerators: new Float64Array(sample.families), denominators: new Float64Array(sample.families) };
      eachPair(sample, (gold, predicted, i) => {
        const family = sample.owners[i] as number;
        sums.denominators[family] = (sums.denominators[family] as number) + 1;
        if (gold === predicted) sums.numerators[family] = (sums.numerators[family] as number) + 1;
      });
      return sums;
    },
  };
}

function onesFor({ families }: Sample): Weights {
  return new Uint8Array(families).fill(1);
}

function emptyCounts(classes: number): Counts {
  return { hits: new Float64Array(classes), gold: new Float64Array(classes), predicted: new Float64Array(classes) };
}

function eachPair({ columns, size }: Sample, visit: (gold: number, predicted: number, i: number) => void): void {
  const [gold, predicted] = columns as [Float64Array, Float64Array];
  for (let i = 0; i < size; i += 1) visit(gold[i] as number, predicted[i] as number, i);
}

function countInto(counts: Counts, { columns, owners, size }: Sample, weights: Weights): Counts {
  const { hits, gold, predicted } = counts;
  hits.fill(0);
  gold.fill(0);
  predicted.fill(0);
  const [g, p] = columns as [Float64Array, Float64Array];
  for (let i = 0; i < size; i += 1) {
    const weight = weights[owners[i] as number] as number;
    if (weight === 0) continue;
    const of = g[i] as number;
    const as = p[i] as number;
    gold[of] = (gold[of] as number) + weight;
    predicted[as] = (predicted[as] as number) + weight;
    if (of === as) hits[of] = (hits[of] as number) + weight;
  }
  return counts;
}

/** In the order of {@link CONFUSION_OUTPUT}. */
function outputsOf({ hits, gold, predicted }: Counts): (number | undefined)[] {
  let [classes, supported, f1, weightedF1, recall] = [0, 0, 0, 0, 0];
  let [all, right, chance, goldSquares, predictedSquares] = [0, 0, 0, 0, 0];
  for (let c = 0; c < gold.length; c += 1) {
    const [h, g, p] = [hits[c] as number, gold[c] as number, predicted[c] as number];
    all += g;
    right += h;
    chance += g * p;
    goldSquares += g * g;
    predictedSquares += p * p;
    if (c === NO_NAME || g + p === 0) continue;
    classes += 1;
    const f = (2 * h) / (g + p);
    f1 += f;
    weightedF1 += g * f;
    if (g === 0) continue;
    supported += 1;
    recall += h / g;
  }
  const spread = Math.sqrt((all * all - predictedSquares) * (all * all - goldSquares));
  const beyondChance = all * all - chance;
  return [
    classes === 0 ? undefined : f1 / classes,
    all === 0 ? undefined : weightedF1 / all,
    supported === 0 ? undefined : recall / supported,
    spread > 0 ? (right * all - chance) / spread : undefined,
    beyondChance > 0 ? (right * all - chance) / beyondChance : undefined,
  ];
}

/** By how much a count is moved to see how an output follows: small beside one turn, large beside rounding. */
const STEP = 1e-4;

/**
 * All outputs are smooth functions of the counts that do not change when all counts grow alike, so that a family moves an
 * output by the sum of the derivatives at what it adds. Derivatives by central differences.
 * Source: F. Hampel, JASA 69 (1974); for F1 the same as Takahashi et al., Applied Intelligence 52 (2022).
 */
function confusionInfluences(sample: Sample): Float64Array[] {
  const counts = countInto(emptyCounts(sample.names), sample, onesFor(sample));
  const slopes = { hits: slopesOf(counts, 'hits'), gold: slopesOf(counts, 'gold'), predicted: slopesOf(counts, 'predicted') };
  return Object.values(CONFUSION_OUTPUT).map((output) => {
    const moves = new Float64Array(sample.families);
    const [ofHits, ofGold, ofPredicted] = [slopes.hits, slopes.gold, slopes.predicted].map((of) => of[output] as Float64Array);
    eachPair(sample, (gold, predicted, i) => {
      const family = sample.owners[i] as number;
      const hit = gold === predicted ? (ofHits?.[gold] as number) : 0;
      moves[family] = (moves[family] as number) + (ofGold?.[gold] as number) + (ofPredicted?.[predicted] as number) + hit;
    });
    return moves;
  });
}

/** By output, then class: how fast the output grows with one of the counts. */
function slopesOf(counts: Counts, which: keyof Counts): Float64Array[] {
  const column = counts[which];
  const slopes = Array.from({ length: Object.keys(CONFUSION_OUTPUT).length }, () => new Float64Array(column.length));
  for (let c = 0; c < column.length; c += 1) {
    const before = column[c] as number;
    // Nothing is there that could be taken away, and no family adds to it.
    if (before === 0) continue;
    column[c] = before + STEP;
    const above = outputsOf(counts);
    column[c] = before - STEP;
    const below = outputsOf(counts);
    column[c] = before;
    slopes.forEach((of, output) => {
      of[c] = ((above[output] ?? 0) - (below[output] ?? 0)) / (2 * STEP);
    });
  }
  return slopes;
}
