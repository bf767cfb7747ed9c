/** Estimators, intervals, resampling, paired tests and the seeded generator. Imports nothing of ours. */
export { cohenKappa, type Distance, interval, type KappaWeights, kappaOfTable, krippendorffAlpha, masi, nominal } from './agreement.js';
export { betaQuantile, regularisedBeta } from './beta.js';
export { binomialCdf } from './binomial.js';
export {
  type BootstrapInterval,
  type BootstrapPlan,
  clusterBootstrap,
  clusterBootstrapRatios,
  MAX_UNDEFINED_SHARE,
  type RatioColumns,
} from './cluster-bootstrap.js';
export { type ClusteredMean, type ClusteredRatio, clusteredMean, clusteredMeanP, clusteredRatio } from './clustered-mean.js';
export { compensatedSum } from './compensated-sum.js';
export { averageRanks, kendallB, pearson, spearman } from './correlation.js';
export { designEffect } from './design-effect.js';
export { type FamilyWeights, familyWeights, MAX_FAMILIES, resampleFamilies } from './family-resample.js';
export { gaussHermite, type Quadrature } from './gauss-hermite.js';
export { RandomGenerator } from './generator.js';
export { logGamma } from './log-gamma.js';
export { benjaminiHochberg, holm } from './multiplicity.js';
export { normalCdf, normalQuantile, normalSurvival } from './normal.js';
export { mcnemar, tango } from './paired-binary.js';
export { clopperPearson, type Interval, wilson } from './proportion.js';
export { mean, medianAbsoluteDeviation, quantileSorted, sd } from './quantile.js';
export { EXACT_FAMILIES, type SignFlipPlan, type SignFlipResult, signFlipTest } from './sign-flip.js';
export { studentQuantile, studentSurvival } from './student.js';
export { uniform } from './uniform.js';
export { WeightedQuantiles } from './weighted-quantiles.js';
