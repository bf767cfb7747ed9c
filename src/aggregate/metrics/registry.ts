/** Every metric, in the order of the reports. Adding one means one definition and one line here. */
import type { MetricInfo } from '../../schema/index.js';
import type { Metric } from '../metric.js';
import { abstentionFabricationRate, abstentionRecall } from './abstention.js';
import { emotionAccuracy, emotionHandledRate } from './emotion.js';
import { handoffPrecision, handoffRecall } from './handoff.js';
import { intentAccuracy, intentMacroF1 } from './intent.js';
import * as latency from './latency.js';
import * as products from './products.js';
import * as relevance from './relevance.js';
import { slotsJointGoal, slotsMicroF1, slotsStateF1 } from './slots.js';

export const METRICS: readonly Metric[] = [
  intentAccuracy,
  intentMacroF1,
  slotsMicroF1,
  slotsJointGoal,
  slotsStateF1,
  relevance.relevanceMean,
  relevance.relevancePassRate,
  relevance.relevanceCriticalErrorRate,
  relevance.relevanceOffTopicRate,
  relevance.relevanceNuggetRecall,
  relevance.relevanceChrf2,
  relevance.relevanceCharF1,
  abstentionRecall,
  abstentionFabricationRate,
  products.productsHit1,
  products.productsHit3,
  products.productsHit5,
  products.productsMrr,
  products.productsNdcg5,
  products.productsHallucinatedRate,
  handoffPrecision,
  handoffRecall,
  emotionAccuracy,
  emotionHandledRate,
  latency.latencyP50,
  latency.latencyP90,
  latency.latencyP95,
  latency.latencyP99,
  latency.latencyMax,
  latency.latencyMean,
  latency.firstTokenP50,
  latency.firstTokenP95,
  latency.errorRate,
  latency.timeoutRate,
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
