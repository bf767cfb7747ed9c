/** The signature of a metric apart from how its interval was made. */
import type { Aggregate, Metric } from '../aggregate/index.js';

/** Name, version and scorers; level and resampling belong to the comparison. */
export function metricSignatureIn({ estimates }: Aggregate, { name, version }: Metric): string {
  const signature = estimates.find(({ metric }) => metric === name)?.signature ?? `${name}:v${version}`;
  return signature
    .split('|')
    .filter((part) => !/^(level|bootstrap|seed):/.test(part))
    .join('|');
}
