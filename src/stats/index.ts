/** Estimators, intervals, resampling, paired tests and the seeded generator. Imports nothing of ours. */
export {
  cohenKappa,
  type Distance,
  interval,
  type KappaWeights,
  kappaOfTable,
  krippendorffAlpha,
  masi,
  nominal,
} from './agreement.js';
export { clusterBootstrapBca } from './bca.js';
export { betaQuantile, regularisedBeta } from './beta.js';
export { binomialCdf } from './binomial.js';
export {
  fitBinomial,
  type NormalPrior,
  type RegressionFit,
  type RegressionInput,
} from './binomial-regression.js';
export { BitStream } from './bit-stream.js';
export {
  type BootstrapInterval,
  type BootstrapPlan,
  clusterBootstrap,
  clusterBootstrapRatios,
  type FamilyStatistic,
  MAX_UNDEFINED_SHARE,
  type RatioColumns,
} from './cluster-bootstrap.js';
export { clusterLogT } from './cluster-log-t.js';
export { clusterQuantile, type OwnedValues } from './cluster-quantile.js';
export { clusterScore, scoreInterval } from './cluster-score.js';
export { type ClusteredMean, type ClusteredRatio, clusteredMean, clusteredMeanP, clusteredRatio } from './clustered-mean.js';
export { compensatedSum } from './compensated-sum.js';
export { averageRanks, kendallB, pearson, spearman } from './correlation.js';
export { designEffect } from './design-effect.js';
export { FamilyResampler, type FamilyWeights, familyWeights, MAX_FAMILIES } from './family-resample.js';
export { statisticDifference, weightedRatio } from './family-statistics.js';
export { gaussHermite, type Quadrature } from './gauss-hermite.js';
export { RandomGenerator } from './generator.js';
export { guardedSpread, type Moves, planningSd, ratioMoves, spreadInterval } from './guarded-difference.js';
export type { LinkName } from './link.js';
export { logGamma } from './log-gamma.js';
export {
  type Equivalence,
  equivalence,
  familiesUntil,
  type MarginVerdict,
  type NonInferiority,
  nonInferiority,
} from './margin.js';
export { benjaminiHochberg, holm } from './multiplicity.js';
export { normalCdf, normalQuantile, normalSurvival } from './normal.js';
export { type GateQuestion, type OperatingCharacteristic, operatingCharacteristic } from './operating-characteristic.js';
export { mcnemar, tango } from './paired-binary.js';
export { type DifferenceSpread, linearisedDifference, type PairedDifference, pairedDifference } from './paired-difference.js';
export { passHatK } from './pass-hat-k.js';
export {
  familiesForDifference,
  familiesForMargin,
  minimumDetectableDifference,
  type PowerPlan,
  pairsForDifference,
  pairsForMargin,
} from './power.js';
export { type PredictionColumns, type PredictionPoweredMean, predictionPoweredMean } from './prediction-powered.js';
export { clopperPearson, type Interval, wilson } from './proportion.js';
export { mean, medianAbsoluteDeviation, quantileSorted, sd } from './quantile.js';
export { drawSwaps, randomisationTest } from './randomisation.js';
export { ratioSwapTest } from './ratio-swap.js';
export { type PatternPlan, SequentialP } from './sequential-p.js';
export { EXACT_FAMILIES, type SignFlipPlan, type SignFlipResult, signFlipTest } from './sign-flip.js';
export { studentQuantile, studentSurvival } from './student.js';
export {
  ROUTED,
  type Routed,
  type RoutedTurns,
  type RoutingCosts,
  type RoutingCounts,
  routingCost,
  type Threshold,
  ThresholdSweep,
} from './threshold-sweep.js';
export { uniform } from './uniform.js';
export { WeightedQuantiles } from './weighted-quantiles.js';
export { EXACT_PAIRS, type WilcoxonOptions, type WilcoxonResult, wilcoxonSignedRank, type ZeroDifferences } from './wilcoxon.js';
