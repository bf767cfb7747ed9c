/** Expected calibration error: how far confidence and accuracy lie apart, bin by bin. */
import { CONFIDENCES } from '../sources/confidences.js';
import { NO_WEIGHTS, type Sample, type StatisticSet, type Weights } from '../statistic.js';

const BINS = 10;

/** Positions of the outputs. */
export const CALIBRATION_OUTPUT = { equalMass: 0, equalWidth: 1 } as const;

/** Right (1) or wrong (0), less the confidence, in ascending order of confidence. */
function gapsOf({ columns }: Sample): Float64Array {
  const [confidences, right] = columns as [Float64Array, Float64Array];
  return confidences.map((confidence, i) => (right[i] as number) - confidence);
}

/** Gaps of turns with their families. */
interface Gaps {
  readonly gaps: Float64Array;
  readonly owners: Int32Array;
}

/**
 * Σ over bins of their share of the turns × |accuracy − mean confidence|.
 * Equal mass: turns in ascending order of confidence cut into ten parts of equal size, the first of them one larger where the
 * division leaves a rest. Equal width: [k/10, (k+1)/10), 1 in the last.
 * Source: M. Naeini, G. Cooper, M. Hauskrecht, AAAI 2015; equal mass: K. Nguyen, B. O'Connor, EMNLP 2015.
 */
export const CALIBRATION: StatisticSet = {
  source: CONFIDENCES,
  outputs: Object.keys(CALIBRATION_OUTPUT).length,
  prepare: (sample) => {
    const sorted = { gaps: gapsOf(sample), owners: sample.owners };
    const widthBins = Uint8Array.from(sample.columns[0] ?? [], widthBinOf);
    const ones = new Uint8Array(sample.families).fill(1);
    return (weights = ones) => {
      let total = 0;
      for (const owner of sample.owners) total += weights[owner] as number;
      if (total === 0) return NO_WEIGHTS;
      return [errorOf(equalMass(sorted, total, weights), total), errorOf(equalWidth(sorted, widthBins, weights), total)];
    };
  },
  // Bins are held where they are: what crosses the border of two that err alike changes nothing.
  influences: (sample) => {
    const sorted = { gaps: gapsOf(sample), owners: sample.owners };
    const massBins = Uint8Array.from(sorted.gaps, (_, at) => massBinOf(at, sample.size));
    const widthBins = Uint8Array.from(sample.columns[0] ?? [], widthBinOf);
    return [massBins, widthBins].map((bins) => influenceOf(sorted, bins, sample.families));
  },
};

function widthBinOf(confidence: number): number {
  return Math.min(BINS - 1, Math.floor(confidence * BINS));
}

function massBinOf(at: number, size: number): number {
  const [small, larger] = [Math.floor(size / BINS), size % BINS];
  const inLarger = larger * (small + 1);
  return at < inLarger ? Math.floor(at / (small + 1)) : larger + Math.floor((at - inLarger) / small);
}

function errorOf(gaps: Float64Array, total: number): number {
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / total;
}

/** Sum of the gaps of each bin; a turn drawn several times may fill one bin and begin the next. */
function equalMass({ gaps, owners }: Gaps, total: number, weights: Weights): Float64Array {
  const sums = new Float64Array(BINS);
  const [small, larger] = [Math.floor(total / BINS), total % BINS];
  let bin = 0;
  let room = small + (larger > 0 ? 1 : 0);
  for (let at = 0; at < gaps.length; at += 1) {
    let left = weights[owners[at] as number] as number;
    while (left > room && bin < BINS - 1) {
      sums[bin] = (sums[bin] as number) + room * (gaps[at] as number);
      left -= room;
      bin += 1;
      room = small + (bin < larger ? 1 : 0);
    }
    sums[bin] = (sums[bin] as number) + left * (gaps[at] as number);
    room -= left;
  }
  return sums;
}

function equalWidth({ gaps, owners }: Gaps, bins: Uint8Array, weights: Weights): Float64Array {
  const sums = new Float64Array(BINS);
  for (let at = 0; at < gaps.length; at += 1) {
    const bin = bins[at] as number;
    sums[bin] = (sums[bin] as number) + (weights[owners[at] as number] as number) * (gaps[at] as number);
  }
  return sums;
}

/** A turn moves the error by (± its gap, as its bin errs, − the error) / turns. */
function influenceOf({ gaps, owners }: Gaps, bins: Uint8Array, families: number): Float64Array {
  const sums = new Float64Array(BINS);
  for (let at = 0; at < gaps.length; at += 1)
    sums[bins[at] as number] = (sums[bins[at] as number] as number) + (gaps[at] as number);
  const error = errorOf(sums, gaps.length);
  const moves = new Float64Array(families);
  for (let at = 0; at < gaps.length; at += 1) {
    const owner = owners[at] as number;
    const move = Math.sign(sums[bins[at] as number] as number) * (gaps[at] as number) - error;
    moves[owner] = (moves[owner] as number) + move / gaps.length;
  }
  return moves;
}
