/**
 * Statistics of all eligible turns together, under family weights. What turns yield for them is kept once, as samples; a
 * slice prepares its samples once, and then answers for any weights: none for the value, drawn ones for the bootstrap, the
 * same drawn ones for two runs whose difference is asked for.
 */
import type { TurnScore } from '../schema/index.js';
import type { FamilySums } from './interval.js';
import type { Vocabulary } from './vocabulary.js';

/** How often each family counts; absent: once each. */
export type Weights = ArrayLike<number>;

/** One value for each of the outputs; undefined where it has none under these weights. */
export type Replicate = (weights?: Weights) => readonly (number | undefined)[];

/** What turns yield, by a fixed number of values. Sources are told apart by identity, and kept once for all who read them. */
export interface SampleSource {
  /** Values a sample. `count`: whole numbers from 0, which need little memory. */
  readonly values: readonly ('count' | 'number')[];
  /** The value by which the samples of a slice ascend (equal ones in the order of the data), sorted once; absent: as they came. */
  readonly ascendingBy?: number;
  /** Undefined: the turn is not eligible. `names` numbers whatever names the source needs to keep; 0 is {@link NO_NAME}. */
  readonly of: (turn: TurnScore, names: Vocabulary) => readonly number[] | undefined;
}

/** The number of {@link NO_PREDICTION} among the names of every source. */
export const NO_NAME = 0;

/** The samples of a slice, in the order that their source asks for. */
export interface Sample {
  readonly size: number;
  /** One column a value of the source, each of `size`. */
  readonly columns: readonly Float64Array[];
  /** The family of each, from 0 up to `families` (some may have no sample). */
  readonly owners: Int32Array;
  readonly families: number;
  /** How many names the source has numbered. */
  readonly names: number;
}

export interface StatisticSet {
  readonly source: SampleSource;
  readonly outputs: number;
  /** Never called without samples. */
  readonly prepare: (sample: Sample) => Replicate;
  /**
   * How far each family moves each output (its influence, by output, then family), where a slice has too many families to
   * draw again and again; absent: the bootstrap is all there is.
   */
  readonly influences?: (sample: Sample) => readonly Float64Array[];
  /**
   * Right and all samples of every family: where all are right, or all wrong, an output in [0,1] gets the exact interval.
   */
  readonly extremes?: (sample: Sample) => FamilySums;
}

/** What a statistic of one output gives where its samples weigh nothing. */
export const NO_WEIGHTS: readonly undefined[] = [];
