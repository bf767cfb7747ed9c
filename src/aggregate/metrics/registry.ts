/** Every metric, in the order of the reports. Adding one means one definition and one line here. */
import type { MetricInfo } from '../../schema/index.js';
import type { Metric } from '../metric.js';
import { abstentionFabricationRate, abstentionRecall } from './abstention.js';
import * as calibration from './calibration.js';
import { firstErrorTurn, passAll, recoveryRate } from './conversation.js';
import { emotionAccuracy, emotionHandledRate, emotionMacroF1 } from './emotion.js';
import { handoffPrecision, handoffRecall } from './handoff.js';
import * as intent from './intent.js';
import * as latency from './latency.js';
import * as oos from './oos.js';
import * as products from './products.js';
import * as relevance from './relevance.js';
import * as robustness from './robustness.js';
import { slotsJointGoal, slotsMicroF1, slotsStateF1, slotsStateGain } from './slots.js';

export const METRICS: readonly Metric[] = [
  intent.intentAccuracy,
  intent.intentTop3Accuracy,
  intent.intentTop5Accuracy,
  intent.intentAccuracyAt1st,
  intent.intentMacroF1,
  intent.intentWeightedF1,
  intent.intentMicroF1,
  intent.intentBalancedAccuracy,
  intent.intentMcc,
  intent.intentKappa,
  intent.intentExactMatch,
  intent.intentExampleF1,
  calibration.intentEce,
  calibration.intentEceEqualWidth,
  calibration.intentBrier,
  calibration.intentLogLoss,
  oos.oosRecall,
  oos.oosPrecision,
  oos.oosAuroc,
  oos.oosFpr95,
  slotsMicroF1,
  slotsJointGoal,
  slotsStateF1,
  slotsStateGain,
  relevance.relevanceMean,
  relevance.relevancePassRate,
  relevance.relevanceCriticalErrorRate,
  relevance.relevanceOffTopicRate,
  relevance.relevanceNuggetRecall,
  relevance.relevanceChrf2,
  relevance.relevanceCharF1,
  relevance.relevanceBm25,
  abstentionRecall,
  abstentionFabricationRate,
  ...products.productsHit,
  ...products.productsPrecision,
  ...products.productsRecall,
  products.productsMrr,
  products.productsMap,
  ...products.productsNdcg,
  ...products.productsNdcgExp,
  products.productsHallucinatedRate,
  handoffPrecision,
  handoffRecall,
  emotionAccuracy,
  emotionMacroF1,
  emotionHandledRate,
  robustness.robustnessAccuracyDrop,
  robustness.robustnessWorstCase,
  robustness.robustnessInvariance,
  ...passAll,
  firstErrorTurn,
  recoveryRate,
  latency.latencyP50,
  latency.latencyP90,
  latency.latencyP95,
  latency.latencyP99,
  latency.latencyMax,
  latency.latencyMean,
  latency.firstTokenP50,
  latency.firstTokenP90,
  latency.firstTokenP95,
  latency.firstTokenP99,
  latency.firstTokenMax,
  latency.firstTokenMean,
  latency.errorRate,
  latency.timeoutRate,
  latency.throughput,
];

export const METRIC_NAMES: readonly string[] = METRICS.map((metric) => metric.name);

/** The metric of that name; undefined when there is none. */
export function metricNamed(name: string): Metric | undefined {
  return METRICS.find((metric) => metric.name === name);
}

/** Name and definition version; the aggregate adds scorers, interval and seed. */
export function metricInfo(metric: Metric): MetricInfo {
  const { name, definition, denominator, range, unit, direction, empty, source } = metric;
  return {
    name,
    definition,
    denominator,
    range,
    unit,
    direction,
    empty: `undefined: ${empty}`,
    source,
    signature: `${name}:v${metric.version}`,
  };
}
