/** Expected calibration error: how far confidence and accuracy lie apart, bin by bin. */
import { CONFIDENCES } from '../sources/confidences.js';
import { type Sample, type StatisticSet, type Weights, weightOf } from '../statistic.js';

const BINS = 10;

/** Positions of the outputs. */
export const CALIBRATION_OUTPUT = { equalMass: 0, equalWidth: 1 } as const;

/** Weight, confidence and right answers gathered in a bin. */
interface Bin {
  weight: number;
  confidence: number;
  right: number;
}

function emptyBins(): Bin[] {
  return Array.from({ length: BINS }, () => ({ weight: 0, confidence: 0, right: 0 }));
}

function addTo(bin: Bin | undefined, weight: number, confidence: number, right: number): void {
  if (bin === undefined) return;
  bin.weight += weight;
  bin.confidence += weight * confidence;
  bin.right += weight * right;
}

/** Σ over bins of their share of the turns × |accuracy − mean confidence|. */
function errorOf(bins: readonly Bin[], total: number): number {
  return bins.reduce((sum, bin) => sum + Math.abs(bin.right - bin.confidence), 0) / total;
}

/**
 * Equal mass: turns in ascending order of confidence (equal ones in the order of the data) cut into ten parts of equal size, the
 * first of them one larger where the division leaves a rest. Equal width: [k/10, (k+1)/10), 1 in the last.
 * Source: M. Naeini, G. Cooper, M. Hauskrecht, AAAI 2015; equal mass: K. Nguyen, B. O'Connor, EMNLP 2015.
 */
export const CALIBRATION: StatisticSet = {
  source: CONFIDENCES,
  outputs: Object.keys(CALIBRATION_OUTPUT).length,
  prepare: (sample) => {
    const [confidences] = sample.columns as [Float64Array, Float64Array];
    const order = Uint32Array.from(confidences, (_, i) => i).sort(
      (a, b) => (confidences[a] as number) - (confidences[b] as number) || a - b,
    );
    return (weights) => {
      let total = 0;
      for (let i = 0; i < sample.size; i += 1) total += weightOf(sample, i, weights);
      if (total === 0) return [undefined, undefined];
      return [equalMass(sample, order, total, weights), equalWidth(sample, total, weights)];
    };
  },
};

function equalMass(sample: Sample, order: Uint32Array, total: number, weights: Weights | undefined): number {
  const [confidences, right] = sample.columns as [Float64Array, Float64Array];
  const bins = emptyBins();
  const sizeOf = (bin: number) => Math.floor(total / BINS) + (bin < total % BINS ? 1 : 0);
  let bin = 0;
  let room = sizeOf(0);
  for (const i of order) {
    let left = weightOf(sample, i, weights);
    while (left > 0) {
      while (room === 0 && bin < BINS - 1) {
        bin += 1;
        room = sizeOf(bin);
      }
      const taken = bin === BINS - 1 ? left : Math.min(left, room);
      addTo(bins[bin], taken, confidences[i] as number, right[i] as number);
      left -= taken;
      room -= taken;
    }
  }
  return errorOf(bins, total);
}

function equalWidth(sample: Sample, total: number, weights: Weights | undefined): number {
  const [confidences, right] = sample.columns as [Float64Array, Float64Array];
  const bins = emptyBins();
  for (let i = 0; i < sample.size; i += 1) {
    const confidence = confidences[i] as number;
    addTo(bins[Math.min(BINS - 1, Math.floor(confidence * BINS))], weightOf(sample, i, weights), confidence, right[i] as number);
  }
  return errorOf(bins, total);
}
